import { expect, test } from 'vitest';
import { dotChart, inline, palette, svgFile } from '../../src/index.ts';
import { all, parse } from '../xml.ts';

const chart = dotChart({
  title: 'A & B',
  unit: 'fraction',
  rows: [{ label: 'erm', dots: [{ value: 0.5 }] }],
});

test('an inline chart is one labelled image that names nothing outside', () => {
  const element = parse(inline(chart).text);
  expect(element.attributes).toMatchObject({ role: 'img', 'aria-label': 'A & B. erm: 50.0' });
  expect(inline(chart).text).not.toMatch(/https?:|url\(|href/);
});

test('a file holds every chart with title and description, and no colour that needs a variable', () => {
  const file = svgFile([chart, chart, chart], { columns: 2, title: 'Three' });
  const root = parse(file);
  expect(root.attributes.xmlns).toBe('http://www.w3.org/2000/svg');
  expect(all(root, 'title').filter(({ text }) => text === 'A & B')).toHaveLength(3);
  expect(file).not.toContain('var(');
  expect(file).toContain(palette.light.accent);
  const panels = root.children.filter(({ name }) => name === 'svg');
  expect(new Set(panels.map(({ attributes }) => attributes.x)).size).toBe(2);
  expect(new Set(panels.map(({ attributes }) => attributes.y)).size).toBe(2);
});

test('themes', () => {
  expect(svgFile(chart, { theme: 'dark' })).toContain(palette.dark.paper);
  expect(svgFile(chart, { theme: 'auto' })).toContain('prefers-color-scheme:dark');
});

test('text colours reach 4.5:1 on their paper in both themes (WCAG 2.2, 1.4.3)', () => {
  for (const theme of ['light', 'dark'] as const) {
    const { paper, panel, line, tint, ...text } = palette[theme];
    for (const [role, colour] of Object.entries(text)) {
      expect(contrast(colour, paper!), `${theme} ${role}`).toBeGreaterThanOrEqual(4.5);
    }
    for (const ground of [panel!, tint!])
      expect(contrast(palette[theme].ink!, ground)).toBeGreaterThanOrEqual(4.5);
    expect(line).toMatch(/^#/);
  }
});

/** Contrast ratio of WCAG 2.2. */
function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light! + 0.05) / (dark! + 0.05);
}

function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const c = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}
