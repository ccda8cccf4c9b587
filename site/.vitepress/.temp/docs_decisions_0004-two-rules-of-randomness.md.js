import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Random numbers are fed, never recorded","description":"","frontmatter":{},"headers":[],"relativePath":"docs/decisions/0004-two-rules-of-randomness.md","filePath":"docs/decisions/0004-two-rules-of-randomness.md"}');
const _sfc_main = { name: "docs/decisions/0004-two-rules-of-randomness.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><h1 id="random-numbers-are-fed-never-recorded" tabindex="-1">Random numbers are fed, never recorded <a class="header-anchor" href="#random-numbers-are-fed-never-recorded" aria-label="Permalink to &quot;Random numbers are fed, never recorded&quot;">​</a></h1><p><strong>What.</strong> <code>Random</code> makes tensors through <code>hostInput</code> of a compiling backend: an input of the compiled function, filled anew at each call from the generator&#39;s own state.</p><p><strong>Why.</strong> A traced function runs once; numbers drawn while tracing would be frozen into every later step. Fed inputs are fresh at every call, the same stream on every backend, and their state is a few words in the checkpoint. Other sources of randomness inside a compiled function are found by tracing twice, and refused.</p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("docs/decisions/0004-two-rules-of-randomness.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const _0004TwoRulesOfRandomness = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  _0004TwoRulesOfRandomness as default
};
