import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"An optimiser of our own","description":"","frontmatter":{},"headers":[],"relativePath":"docs/decisions/0003-own-optimiser.md","filePath":"docs/decisions/0003-own-optimiser.md"}');
const _sfc_main = { name: "docs/decisions/0003-own-optimiser.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><h1 id="an-optimiser-of-our-own" tabindex="-1">An optimiser of our own <a class="header-anchor" href="#an-optimiser-of-our-own" aria-label="Permalink to &quot;An optimiser of our own&quot;">​</a></h1><p><strong>What.</strong> <code>adam</code> in core keeps its moments in one flat vector of variables.</p><p><strong>Why.</strong> <code>tf.train.adam</code> counts its steps in a JavaScript number and makes its slots at the first step, so a compiled step would freeze the count and a checkpoint could not continue to the last bit; it has no decoupled weight decay and no clipping. One flat vector also turns some twelve small kernels per variable into twelve in all. <code>tf.train</code> optimisers work inside compiled functions; our own methods do not use them.</p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("docs/decisions/0003-own-optimiser.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const _0003OwnOptimiser = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  _0003OwnOptimiser as default
};
