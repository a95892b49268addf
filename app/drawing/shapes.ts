/** What a drawing is made of. Lengths are in px at the width that the layout was made for. */
export type Shape =
  | {
      readonly is: 'box';
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
      readonly fill: string;
      readonly line?: string | undefined;
      readonly dashed?: boolean | undefined;
      readonly round?: number | undefined;
    }
  | {
      readonly is: 'text';
      readonly x: number;
      /** Of the line the letters stand on. */
      readonly y: number;
      readonly text: string;
      readonly size: number;
      readonly fill: string;
      readonly bold?: boolean | undefined;
      readonly middle?: boolean | undefined;
    }
  | {
      readonly is: 'circle';
      readonly x: number;
      readonly y: number;
      readonly radius: number;
      readonly fill: string;
      readonly line: string;
      readonly dashed?: boolean | undefined;
    }
  /** A line through these points, with a point at its end. */
  | { readonly is: 'arrow'; readonly points: readonly (readonly [number, number])[]; readonly line: string };

/** A drawing laid out: its size and everything on it, what is drawn last on top. */
export type Layout = { readonly width: number; readonly height: number; readonly shapes: readonly Shape[] };

/** Colours with enough contrast: texts 4.5 to 1 and lines 3 to 1 on what they stand on (WCAG 2.2). */
export const COLOURS = {
  ink: '#0b0c0c',
  quiet: '#484949',
  paper: '#ffffff',
  line: '#6f777b',
  pale: '#f3f5f6',
  flow: '#484949',
  time: '#1d70b8',
  more: '#c9dff2',
  gate: '#fff4d6',
  gateLine: '#8a6100',
  warning: '#942514',
} as const;

export type Style = { readonly size: number; readonly bold?: boolean; readonly fill?: string };
