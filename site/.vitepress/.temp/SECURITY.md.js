import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Security","description":"","frontmatter":{},"headers":[{"level":2,"title":"To report a weakness","slug":"to-report-a-weakness","link":"#to-report-a-weakness","children":[]},{"level":2,"title":"What counts","slug":"what-counts","link":"#what-counts","children":[]},{"level":2,"title":"Versions","slug":"versions","link":"#versions","children":[]}],"relativePath":"SECURITY.md","filePath":"SECURITY.md"}');
const _sfc_main = { name: "SECURITY.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><h1 id="security" tabindex="-1">Security <a class="header-anchor" href="#security" aria-label="Permalink to &quot;Security&quot;">​</a></h1><p>What is trusted, what is not, and what a reader of a report can rely on: <a href="./docs/security.html">docs/security.md</a>.</p><h2 id="to-report-a-weakness" tabindex="-1">To report a weakness <a class="header-anchor" href="#to-report-a-weakness" aria-label="Permalink to &quot;To report a weakness&quot;">​</a></h2><p>Write to the maintainers in private: on the hosting site of this repository under <em>Security → Report a vulnerability</em>, or to the address in the <code>author</code> field of <code>package.json</code>. Do not open a public issue. Say what an attacker has to be able to write or to send, what happens, and the version (<code>mimmx --version</code>). A file that shows it helps most; take patients out of it first.</p><p>You hear from us within a week. A mend comes with a test that fails without it, a line in the changelog, and your name if you want it there.</p><h2 id="what-counts" tabindex="-1">What counts <a class="header-anchor" href="#what-counts" aria-label="Permalink to &quot;What counts&quot;">​</a></h2><ul><li>A run folder, a table, an image, or a config in JSON or YAML that runs code, writes outside the run and the cache, or makes a report show what lies outside.</li><li>A record whose bytes were changed and that is read without a word.</li><li>A name of a patient in a file that was written under <code>pseudonymise</code>.</li><li>A small file that takes gigabytes or minutes.</li></ul><p>What does not: a config in TypeScript or JavaScript, and a plugin that you allowed, are programs and do what programs do. Who can write in your run folder or cache can do what <a href="./docs/security.html#who-can-write-in-a-shared-folder">docs/security.md</a> says.</p><h2 id="versions" tabindex="-1">Versions <a class="header-anchor" href="#versions" aria-label="Permalink to &quot;Versions&quot;">​</a></h2><p>The newest minor version is mended. Nothing is published with known holes that are not named in docs/security.md.</p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("SECURITY.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const SECURITY = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  SECURITY as default
};
