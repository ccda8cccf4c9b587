import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"MI is taken within y, on group-balanced batches","description":"","frontmatter":{},"headers":[],"relativePath":"docs/decisions/0001-estimates-within-y.md","filePath":"docs/decisions/0001-estimates-within-y.md"}');
const _sfc_main = { name: "docs/decisions/0001-estimates-within-y.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><h1 id="mi-is-taken-within-y-on-group-balanced-batches" tabindex="-1">MI is taken within y, on group-balanced batches <a class="header-anchor" href="#mi-is-taken-within-y-on-group-balanced-batches" aria-label="Permalink to &quot;MI is taken within y, on group-balanced batches&quot;">​</a></h1><p><strong>What.</strong> By default <code>mimm-x</code> draws batches that hold every group (combination of y and z) equally often, and takes the mutual information between f_y and a confounder within each class of y.</p><p><strong>Why.</strong> Where y and z correlate in training, f_y cannot be independent of f_z and predict y at the same time: I(f_y; f_z) ≥ I(ŷ; ẑ), which is 0.368 nats at 90:10. Driving the marginal MI to zero therefore costs the task itself. Within y, or under a distribution where y and z are independent, there is no such conflict: the wanted solution has MI 0.</p><p><strong>Rejected.</strong> The marginal expectation of the predecessors as default (it stays as <code>expectation: &#39;marginal&#39;</code>); importance weights as default (<code>&#39;reweighted&#39;</code>: unbiased as well, but the rare groups arrive in few copies of large weight).</p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("docs/decisions/0001-estimates-within-y.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const _0001EstimatesWithinY = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  _0001EstimatesWithinY as default
};
