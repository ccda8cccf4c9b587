/** Colour scheme of a page or a picture. */
export type Theme = 'light' | 'dark';

/**
 * The colours, by role. Text colours reach a contrast of 4.5:1 on `paper`, series colours too, so that they can be
 * used for labels. No chart tells two things apart by colour alone: shapes, dashes or labels go with it.
 */
export const palette: Readonly<Record<Theme, Readonly<Record<string, string>>>> = {
  light: {
    paper: '#ffffff',
    panel: '#f6f7f6',
    ink: '#1c2733',
    muted: '#566270',
    line: '#d5dadf',
    accent: '#0b6a6a',
    tint: '#e6f1f0',
    alarm: '#b23c17',
    s0: '#0b6a6a',
    s1: '#b8481c',
    s2: '#5a48a3',
    s3: '#a3285f',
    s4: '#3d6b1f',
    s5: '#1d5ea6',
    s6: '#7c5a00',
    s7: '#4b5663',
  },
  dark: {
    paper: '#14191f',
    panel: '#1b2128',
    ink: '#e7ebef',
    muted: '#a3aeb9',
    line: '#39434d',
    accent: '#62c9c1',
    tint: '#1b3234',
    alarm: '#ff8f66',
    s0: '#62c9c1',
    s1: '#f5956d',
    s2: '#b5a8f5',
    s3: '#f192bd',
    s4: '#a2d279',
    s5: '#85baf6',
    s6: '#dfbb52',
    s7: '#adb8c4',
  },
};

/** Number of distinct series colours, classes `s0` … */
export const SERIES = 8;

/** The colours as CSS custom properties. */
export const variables = (theme: Theme): string =>
  Object.entries(palette[theme])
    .map(([role, colour]) => `--${role}:${colour}`)
    .join(';');

/** Stylesheet of all charts: roles, not colours, stand in the markup. */
export const chartStyle = [
  '.chart{font:11px ui-sans-serif,system-ui,"Segoe UI",Roboto,"Helvetica Neue","Liberation Sans",Arial,sans-serif;font-variant-numeric:tabular-nums}',
  '.chart text{fill:var(--ink)}',
  '.chart .m{fill:var(--muted)}',
  '.chart .b{font-weight:600}',
  '.chart .e{text-anchor:end}',
  '.chart .c{text-anchor:middle}',
  '.chart .grid{stroke:var(--line);stroke-width:1;fill:none}',
  '.chart .rule{stroke:var(--muted);stroke-width:1;stroke-dasharray:3 3;fill:none}',
  '.chart .frame{fill:var(--panel)}',
  '.chart .halo{stroke:var(--paper);stroke-width:3px;stroke-linejoin:round;paint-order:stroke}',
  // Fill, name, stroke and ring of a mark, by its role.
  ...['ink', 'muted', 'accent', 'alarm', ...Array.from({ length: SERIES }, (_, i) => `s${i}`)].flatMap(
    (role) => [
      `.chart .f-${role},.chart .n-${role}{fill:var(--${role})}`,
      `.chart .l-${role}{stroke:var(--${role});fill:none}`,
      `.chart .o-${role}{stroke:var(--${role});fill:var(--paper)}`,
    ],
  ),
  '.chart .band{fill-opacity:.16}',
].join('\n');
