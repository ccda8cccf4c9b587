// What the site and the check of links read out of a Markdown page.

/** Takes code out of a page, keeping its lines: what stands in it is no heading and no link. */
export const withoutCode = (text) =>
  text
    .replace(/^( *)(`{3,}|~{3,})[^\n]*\n[\s\S]*?^\1\2`*[ \t]*$/gm, (block) => block.replace(/[^\n]/g, ''))
    .replace(/<!--[\s\S]*?-->/g, (comment) => comment.replace(/[^\n]/g, ''));

/** Name of a heading in an address, as GitHub and the site make it. */
export const slug = (heading) =>
  heading
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/[`*]/g, '')
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}_\- ]/gu, '')
    .replaceAll(' ', '-');

/** Names of all headings of a page. */
export function anchorsOf(text) {
  const seen = new Map();
  return new Set(
    [...withoutCode(text).matchAll(/^#{1,6} +(.+?) *#*$/gm)].map(([, heading]) => {
      const name = slug(heading);
      const times = seen.get(name) ?? 0;
      seen.set(name, times + 1);
      return times === 0 ? name : `${name}-${times}`;
    }),
  );
}

const LINK = /(!?\[(?:[^\][]|\[[^\]]*\])*\]\()([^)\s]+)((?:\s+"[^"]*")?\))/g;

/** Whether a link leads out of the project. */
export const isOutside = (target) => /^[a-z][a-z\d+.-]*:/i.test(target) || target.startsWith('//');

/** Targets of all links of a page, images too. */
export const linksOf = (text) =>
  [
    ...withoutCode(text)
      .replace(/(`+)[^`][\s\S]*?\1/g, (code) => (code.includes('](') ? '' : code))
      .matchAll(LINK),
  ].map(([, , target]) => target);

/** The page with other targets; what stands in code stays. */
export function withLinks(text, change) {
  const pieces = text.split(/(^ *(?:`{3,}|~{3,})[^\n]*\n[\s\S]*?^ *(?:`{3,}|~{3,})[ \t]*$)/m);
  return pieces
    .map((piece, i) =>
      i % 2 === 1
        ? piece
        : piece.replace(LINK, (all, before, target, after) =>
            isOutside(target) ? all : change({ all, before, target, after }),
          ),
    )
    .join('');
}
