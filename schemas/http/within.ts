/**
 * Things of the plant that a request names. `place`: a node that something is hung on, or null for nowhere; `standing_node`: a
 * node as what stands at its parent; `taken_point`, `taken_value`: one that may hang nowhere and is hung on a place by the
 * request; `rule_scope`: the body of a rule, by what it is to hold on; `part`: the node that something is kept for, or null
 * for the whole site.
 */
export type PlacedThing =
  | 'node'
  | 'place'
  | 'standing_node'
  | 'point'
  | 'taken_point'
  | 'capture'
  | 'capture_rule'
  | 'alarm'
  | 'hold'
  | 'value'
  | 'taken_value'
  | 'alarm_rule'
  | 'rule_scope'
  | 'policy'
  | 'calendar'
  | 'procedure'
  | 'part'
  | 'plant_change';

/** What a field names; `seen …`: it has to be in sight, and nothing is done with it. */
export type NamedThing = PlacedThing | `seen ${PlacedThing}`;

/**
 * How a right in one part of the plant is enough for a route. `sight`: the handler answers of what is in sight and does what may be
 * done there. `shared`: what it answers belongs to no place. Else the fields of the request that name things of the plant
 * (`params.nodeId`, `body.captureIds`): each must be in sight, and the right must hold where it is.
 */
export type Within = 'sight' | 'shared' | Readonly<Record<string, NamedThing>>;
