import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"An option is declared once","description":"","frontmatter":{},"headers":[],"relativePath":"docs/decisions/0006-options-declared-once.md","filePath":"docs/decisions/0006-options-declared-once.md"}');
const _sfc_main = { name: "docs/decisions/0006-options-declared-once.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><h1 id="an-option-is-declared-once" tabindex="-1">An option is declared once <a class="header-anchor" href="#an-option-is-declared-once" aria-label="Permalink to &quot;An option is declared once&quot;">​</a></h1><p><strong>What.</strong> <code>option(type, { default, description, space })</code> in core&#39;s contracts writes what an option means and where to search into zod&#39;s metadata, beside its type; <code>options({ … })</code> refuses every other key. A definition keeps the type of its schema.</p><p><strong>Why.</strong> The same option was told in four places: zod (default), a doc comment (meaning), a table of names by hand (types, which came out as <code>unknown</code>), a docs page. Now types (<code>InputOf</code>, <code>OptionsOf</code>), checks, <code>mimmx plugins NAME</code>, the JSON Schema, <a href="./../options.html">docs/options.md</a> and <code>searchSpaces</code> read one. Metadata and not a class of our own: the schema stays an ordinary zod schema, and a plugin with another Standard Schema library still works, described as far as it describes itself.</p><p><strong>Defaults are <code>prefault</code>.</strong> They are checked like anything a user writes and made afresh for each, and a default of <code>mine</code> may stand where a name or <code>{ name, options }</code> is accepted.</p><p><strong>Names are closed in TypeScript and open in JSON.</strong> In a <code>.ts</code> config the types are there, so an unknown name is a mistake unless <code>untyped()</code> says otherwise. A JSON Schema is a copy of yesterday&#39;s plugins: it completes names, lets others pass, and is strict about the options of those it knows. The run checks both.</p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("docs/decisions/0006-options-declared-once.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const _0006OptionsDeclaredOnce = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  _0006OptionsDeclaredOnce as default
};
