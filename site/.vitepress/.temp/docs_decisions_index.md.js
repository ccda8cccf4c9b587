import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"docs/decisions","description":"","frontmatter":{},"headers":[],"relativePath":"docs/decisions/index.md","filePath":"docs/decisions/index.md"}');
const _sfc_main = { name: "docs/decisions/index.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><h1 id="docsdecisions" tabindex="-1">docs/decisions <a class="header-anchor" href="#docsdecisions" aria-label="Permalink to &quot;docs/decisions&quot;">​</a></h1><ul><li><a href="./0001-estimates-within-y.html">0001-estimates-within-y.md</a></li><li><a href="./0002-gradients-at-the-features.html">0002-gradients-at-the-features.md</a></li><li><a href="./0003-own-optimiser.html">0003-own-optimiser.md</a></li><li><a href="./0004-two-rules-of-randomness.html">0004-two-rules-of-randomness.md</a></li><li><a href="./0005-one-critic-for-all-confounders.html">0005-one-critic-for-all-confounders.md</a></li><li><a href="./0006-options-declared-once.html">0006-options-declared-once.md</a></li><li><a href="./0007-noise-mixing-and-a-bound.html">0007-noise-mixing-and-a-bound.md</a></li><li><a href="./0008-the-trial.html">0008-the-trial.md</a></li><li><a href="./0009-measures-and-contracts.html">0009-measures-and-contracts.md</a></li><li><a href="./0010-dicom-reader.html">0010-dicom-reader.md</a></li><li><a href="./0012-a-weight-that-comes-after-the-task.html">0012-a-weight-that-comes-after-the-task.md</a></li></ul></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("docs/decisions/index.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const index = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  index as default
};
