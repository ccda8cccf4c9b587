import { svg } from '../html.ts';
import { percentage } from '../numbers.ts';
import type { Chart } from '../svg/chart.ts';
import { fit, textWidth } from '../svg/text.ts';

export interface ShareInput {
  readonly title: string;
  readonly subtitle?: string;
  /** One bar each, split into the shares of its parts. */
  readonly bars: readonly {
    readonly label: string;
    readonly parts: readonly { readonly label: string; readonly count: number }[];
  }[];
  readonly width?: number;
}

/** How a confounder is spread within each class of y: what stays readable where there are too many cells for bars. */
export function shareChart({ title, subtitle, bars, width = 344 }: ShareInput): Chart {
  const step = 21;
  const top = subtitle ? 38 : 24;
  const left = Math.min(150, 14 + Math.max(20, ...bars.map((bar) => textWidth(bar.label))));
  const room = width - left - 4;
  const body = bars.map((bar, i) => {
    const y = top + i * step;
    const total = bar.parts.reduce((sum, part) => sum + part.count, 0);
    let x = left;
    const parts = bar.parts.map((part, p) => {
      const share = total > 0 ? part.count / total : 0;
      const from = x;
      x += share * room;
      const text = fit(`${part.label} ${percentage(share)}`, share * room - 8, 10);
      const told = `${bar.label}, ${part.label}: ${percentage(share)} % (${part.count})`;
      return svg`<rect class="f-s${String(p % 8)}" fill-opacity=".22" x="${from}" y="${y}" width="${Math.max(0, share * room - 1.5)}" height="16" rx="1.5"><title>${told}</title></rect>${
        share * room > 34 && svg`<text x="${from + 4}" y="${y + 12}" style="font-size:10px">${text}</text>`
      }`;
    });
    return svg`<text class="e" x="${left - 8}" y="${y + 12}">${fit(bar.label, left - 10)}</text>${parts}`;
  });
  return {
    width,
    height: top + bars.length * step + 4,
    title,
    description: bars
      .map((bar) => `${bar.label}: ${bar.parts.map((part) => `${part.label} ${part.count}`).join(', ')}`)
      .join('; '),
    body: svg`<text class="b" x="2" y="13">${fit(title, width - 4)}</text>${subtitle && svg`<text class="m" x="2" y="28">${fit(subtitle, width - 4)}</text>`}${body}`,
  };
}
