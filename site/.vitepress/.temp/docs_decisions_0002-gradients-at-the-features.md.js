import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Loss terms are balanced at the features","description":"","frontmatter":{},"headers":[],"relativePath":"docs/decisions/0002-gradients-at-the-features.md","filePath":"docs/decisions/0002-gradients-at-the-features.md"}');
const _sfc_main = { name: "docs/decisions/0002-gradients-at-the-features.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><h1 id="loss-terms-are-balanced-at-the-features" tabindex="-1">Loss terms are balanced at the features <a class="header-anchor" href="#loss-terms-are-balanced-at-the-features" aria-label="Permalink to &quot;Loss terms are balanced at the features&quot;">​</a></h1><p><strong>What.</strong> Every loss term is differentiated at the encoder&#39;s output; the balancer sees those gradients and their norms; one combined gradient goes back through the encoder.</p><p><strong>Why.</strong> All terms act through the features alone, so the result is the exact gradient of the scaled objective, and the cost does not grow with the number of terms by more than the heads and estimators themselves. The thesis takes norms on all parameters of the encoder, which costs one backward pass per term; that is <code>normsAt: &#39;parameters&#39;</code>.</p><p><strong>Rejected.</strong> One backward pass per term as default; the last shared layer&#39;s weights (GradNorm&#39;s choice), which are proportional to the same feature gradients and no cheaper.</p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("docs/decisions/0002-gradients-at-the-features.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const _0002GradientsAtTheFeatures = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  _0002GradientsAtTheFeatures as default
};
