import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import type { MachineDetails } from '#schemas/plant/machine-details';
import type { MachineFacts as Facts } from '#schemas/plant/machine-facts';
import { Row, Rows } from '../../parts/rows.ts';
import { Tag } from '../../parts/tag.ts';
import { useApp } from '../../session/app.ts';
import { text } from '../../text/en.ts';
import { count, plain } from '../../text/numbers.ts';
import { machineWords as words } from '../../text/plant-machine.ts';
import { pointWords } from '../../text/point.ts';
import { inShownUnit, shownUnit } from '../../text/units.ts';
import { MachineDialog } from './machine-dialog.ts';
import type { MachinePartProps } from './machine-part-props.ts';

/** What is known of the machine, each fact with where it comes from. */
export function MachineFacts({ node, reload }: MachinePartProps) {
  const isEditing = useSignal(false);
  const { machine } = node;
  if (machine === null) return null;
  return html`<section class="card" aria-labelledby="machine-facts-title">
    <div class="chart-head">
      <h2 id="machine-facts-title">${words.facts}</h2>
      ${
        node.mayEdit &&
        html`<button
          class="button small"
          onClick=${() => {
            isEditing.value = true;
          }}
        >
          ${words.edit}
        </button>`
      }
    </div>
    <${FactRows} nodeId=${node.nodeId} machine=${machine} externalId=${node.externalId} />
    ${
      isEditing.value &&
      html`<${MachineDialog}
        node=${node}
        onChanged=${reload}
        onClose=${() => {
          isEditing.value = false;
        }}
      />`
    }
  </section>`;
}

function FactRows({
  nodeId,
  machine,
  externalId,
}: {
  nodeId: string;
  machine: MachineDetails;
  externalId: string | null;
}) {
  const said = useSaidByPoints(nodeId);
  const { limits, gears, belts } = machine;
  const group = machine.isoGroup ?? said('isoGroup');
  const support = machine.support ?? said('support');
  const power = machine.powerKw ?? said('powerKw');
  return html`<${Rows}>
    <${Row} name=${words.speedNow}><${SpeedNow} nodeId=${nodeId} /><//>
    <${Row} name=${words.speed}>${speedWords(machine)}<//>
    <${Fact} name=${words.power} value=${power === null ? null : `${plain(power)} kW`} isEntered=${machine.powerKw !== null} />
    <${Fact} name=${words.isoGroup} value=${group === null ? null : pointWords.isoGroupShort[group]} isEntered=${machine.isoGroup !== null} />
    <${Fact} name=${words.support} value=${support === null ? null : pointWords.supports[support]} isEntered=${machine.support !== null} />
    <${Row} name=${words.limits}>
      ${
        limits === null
          ? html`<span class="muted">${words.limitsStandard}</span>`
          : html`${words.limitsOwn(shownLimit(limits.abMmS), shownLimit(limits.bcMmS), shownLimit(limits.cdMmS), shownUnit('mm/s').unit)} <${Tag}>${words.origin.person}<//>`
      }
    <//>
    ${
      gears.length > 0 &&
      html`<${Row} name=${words.gears}>
        ${gears.map((gear, at) => html`<div key=${at}>${words.gear(count(gear.drivingTeeth), count(gear.drivenTeeth))}</div>`)}
      <//>`
    }
    ${
      belts.length > 0 &&
      html`<${Row} name=${words.belts}>
        ${belts.map(
          (belt, at) => html`<div key=${at}>
            ${words.belt(plain(belt.lengthMm), plain(belt.drivingDiameterMm), plain(belt.drivenDiameterMm))}
          </div>`,
        )}
      <//>`
    }
    ${machine.serialNumber !== null && html`<${Row} name=${words.serialNumber}>${machine.serialNumber}<//>`}
    ${externalId !== null && html`<${Row} name=${words.externalId}>${externalId}<//>`}
  <//>`;
}

const shownLimit = (mmS: number) => plain(inShownUnit(mmS, 'mm/s'));

/** One fact with its origin; what nobody says is unknown, and looks like it. */
function Fact({
  name,
  value,
  isEntered,
}: {
  name: string;
  value: string | null;
  isEntered: boolean;
}) {
  return html`<${Row} name=${name}>
    ${
      value === null
        ? html`<span class="muted">${words.unknownHere}</span>`
        : html`${value} <${Tag}>${isEntered ? words.origin.person : words.origin.sensor}<//>`
    }
  <//>`;
}

/** What all points of the machine agree on; where they differ, nothing is said of the machine. */
function useSaidByPoints(nodeId: string) {
  const { tree, plant } = useApp();
  const facts = tree.pointsWithin(nodeId).flatMap((id) => plant.cell(id)?.point.value.facts ?? []);
  return <Key extends keyof Facts>(key: Key): Facts[Key] | null => {
    const [first] = facts;
    return first !== undefined && facts.every((one) => one[key] === first[key]) ? first[key] : null;
  };
}

function speedWords({ speed }: MachineDetails): string {
  switch (speed.from) {
    case 'fixed':
      return words.speedSays.fixed(count(speed.rpm));
    case 'value':
      return words.speedSays.value(speed.valueId, plain(speed.factor));
    case 'signal':
      return words.speedSays.signal(count(speed.minRpm), count(speed.maxRpm));
    default:
      return words.speedSays.sensor;
  }
}

function SpeedNow({ nodeId }: { nodeId: string }) {
  const { tree, plant } = useApp();
  const speeds = tree.pointsWithin(nodeId).flatMap((id) => {
    const cell = plant.cell(id);
    const isFresh = cell !== undefined && cell.appearance.value !== 'stale';
    const figures = isFresh ? cell.latest.value?.figures : undefined;
    return figures === undefined || figures.speedRpm === null ? [] : [figures];
  });
  if (speeds.length === 0) return html`<span class="muted">${words.speedUnknown}</span>`;
  const [{ speedRpm, speedSource }] = speeds;
  return html`<strong>${count(speedRpm)}</strong> ${text.figure.perMinute}
    ${speedSource === 'estimated' && html` <${Tag} kind="notice">${words.estimated}<//>`}`;
}
