import { chartStyle, html, type Insert, type Markup, pageStyle } from '@mimmx/viz';
import { asset } from '../assets.ts';

/** A page of the dashboard: what it shows is sent with it, so that it can be read without script, too. */
export interface Shell {
  readonly title: string;
  readonly heading: Insert;
  /** Parts of the page by their id; each is renewed on its own. */
  readonly parts: Readonly<Record<string, Markup>>;
  /** Headings of the parts; a part without one has none. */
  readonly headings: Readonly<Record<string, string>>;
  /** Address of its events. */
  readonly events: string;
}

/** The whole page. Everything comes from this server, and it names nothing else. */
export const shell = ({ title, heading, parts, headings, events }: Shell): string => `<!DOCTYPE html>
${html`<html lang="en">
<head>
<meta charset="utf-8"/>
<meta name="viewport" content="width=device-width, initial-scale=1"/>
<meta name="color-scheme" content="light dark"/>
<title>${title}</title>
<link rel="icon" href="data:,"/>
<link rel="stylesheet" href="/style.css"/>
<script src="/client.js" defer="defer"></script>
</head>
<body data-events="${events}">
<header>${heading}<p class="facts" id="live" role="status">Live</p></header>
<main>${Object.entries(parts).map(
  ([id, part]) =>
    html`<section${headings[id] ? html` aria-labelledby="${`${id}-heading`}"` : html``}>${headings[id] && html`<h2 id="${`${id}-heading`}">${headings[id]}</h2>`}<div id="${id}">${part}</div></section>`,
)}</main>
</body>
</html>`}
`;

/** The stylesheets of report and charts, and the few lines that a dashboard needs besides. */
export const style = (): string => `${pageStyle}\n${chartStyle}\n${asset('style.css')}`;

/** The script of the page. */
export const client = (): string => asset('client.js');
