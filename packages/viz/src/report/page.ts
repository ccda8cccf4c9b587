import { html, type Insert, Markup } from '../html.ts';
import { chartStyle } from '../palette.ts';
import { pageStyle } from './style.ts';

export interface Page {
  readonly title: string;
  readonly header: Markup;
  readonly sections: readonly Markup[];
  readonly footer: Insert;
  /** Whether it holds pictures, as `data:` addresses. */
  readonly pictures?: boolean;
}

/** The whole file. It is well-formed XML too, holds no script, and names nothing outside itself. */
export const page = ({ title, header, sections, footer, pictures = false }: Page): string => `<!DOCTYPE html>
${html`<html lang="en">
<head>
<meta charset="utf-8"/>
<meta name="viewport" content="width=device-width, initial-scale=1"/>
<meta name="color-scheme" content="light dark"/>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'${pictures && '; img-src data:'}"/>
<title>${title}</title>
<style>
${new Markup(pageStyle)}
${new Markup(chartStyle)}
</style>
</head>
<body>
${header}
<main>
${sections}
</main>
${footer}
</body>
</html>`}
`;
