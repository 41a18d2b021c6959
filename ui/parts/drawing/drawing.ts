/** A place on the page, px from the top left. */
export type Place = readonly [x: number, y: number];

/** What a drawing is made of; later marks lie over earlier ones. Colours are `#rrggbb`. */
export type Mark =
  | {
      readonly kind: 'line';
      readonly points: readonly Place[];
      readonly colour: string;
      readonly width: number;
      readonly dash?: readonly number[];
    }
  | { readonly kind: 'area'; readonly points: readonly Place[]; readonly colour: string }
  | {
      readonly kind: 'text';
      readonly at: Place;
      readonly text: string;
      readonly size: number;
      readonly colour: string;
      readonly anchor: 'start' | 'middle' | 'end';
      readonly isStrong?: boolean;
      /** Read from below to above. */
      readonly isUpright?: boolean;
    }
  | {
      readonly kind: 'image';
      readonly at: Place;
      readonly width: number;
      readonly height: number;
      /** `data:image/png;base64,…` */
      readonly data: string;
    };

/** A page to keep: of marks only, so that it becomes a picture, a drawing or a printed page alike. */
export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly title: string;
  readonly marks: readonly Mark[];
}
