import { z } from 'zod';
import type { RouteRow } from '#schemas/http/route-row';
import { Tag } from '#schemas/plant/tag';

export const TagRow = z.strictObject({ tag: Tag, points: z.number().int().positive() });
export type TagRow = z.infer<typeof TagRow>;

const TagParams = z.object({ tag: z.string().max(40) });
/** How many points the change touched. */
const Touched = z.strictObject({ points: z.number().int().nonnegative() });

export const TAG_ROUTES = {
  tags: {
    method: 'GET',
    path: '/api/v1/tags',
    permission: 'plant:read',
    within: 'sight',
    tag: 'plant',
    summary: 'All tags with how many points have each.',
    answer: z.strictObject({ tags: z.array(TagRow) }),
    etag: true,
  },
  renameTag: {
    method: 'PATCH',
    path: '/api/v1/tags/:tag',
    permission: 'plant:edit',
    tag: 'plant',
    summary: 'Renames a tag on every point; into a tag that is there already, both become one.',
    params: TagParams,
    body: z.strictObject({ tag: Tag }),
    answer: Touched,
    errors: ['not_found'],
  },
  removeTag: {
    method: 'DELETE',
    path: '/api/v1/tags/:tag',
    permission: 'plant:edit',
    tag: 'plant',
    summary: 'Takes a tag off every point.',
    params: TagParams,
    answer: Touched,
    errors: ['not_found'],
  },
} as const satisfies Record<string, RouteRow>;
