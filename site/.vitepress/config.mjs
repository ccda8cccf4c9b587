import { defineConfig } from 'vitepress';
import { slug } from '../markdown.mjs';
import { nav, sidebar } from '../sidebar.mjs';

export default defineConfig({
  title: 'MIMM-X',
  description: 'Train medical-image models that do not take shortcuts',
  lang: 'en',
  // Where the site lies on its host: /mimm-x/ for example.
  base: process.env.MIMMX_SITE_BASE ?? '/',
  srcDir: './pages',
  outDir: './dist',
  cacheDir: './.cache/vitepress',
  // Dead links are reported by check-links.mjs, headings too.
  ignoreDeadLinks: true,
  cleanUrls: false,
  lastUpdated: false,
  markdown: {
    anchor: { slugify: slug },
    toc: { slugify: slug },
    headers: { slugify: slug },
    // Pages are written for a terminal and a repository, too: "<" and "{{" are text.
    config(md) {
      md.set({ html: false, linkify: false });
      md.core.ruler.push('no-templates', ({ tokens }) => {
        for (const token of tokens)
          for (const child of token.children ?? [])
            if (child.type === 'text' && child.content.includes('{{'))
              child.content = child.content.replaceAll('{{', '{ {');
      });
    },
  },
  themeConfig: {
    nav,
    sidebar: sidebar(),
    outline: { level: [2, 3] },
    search: { provider: 'local' },
    docFooter: { prev: false, next: false },
  },
  vite: { build: { chunkSizeWarningLimit: 5000 }, logLevel: 'error' },
});
