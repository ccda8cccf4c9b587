import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Reference","description":"","frontmatter":{},"headers":[{"level":2,"title":"Modules","slug":"modules","link":"#modules","children":[]}],"relativePath":"reference/index.md","filePath":"reference/index.md"}');
const _sfc_main = { name: "reference/index.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><h1 id="reference" tabindex="-1">Reference <a class="header-anchor" href="#reference" aria-label="Permalink to &quot;Reference&quot;">​</a></h1><h2 id="modules" tabindex="-1">Modules <a class="header-anchor" href="#modules" aria-label="Permalink to &quot;Modules&quot;">​</a></h2><ul><li><a href="./@mimmx/backend-onnx.html">@mimmx/backend-onnx</a></li><li><a href="./@mimmx/baselines.html">@mimmx/baselines</a></li><li><a href="./@mimmx/bench.html">@mimmx/bench</a></li><li><a href="./@mimmx/browser.html">@mimmx/browser</a></li><li><a href="./@mimmx/cli.html">@mimmx/cli</a></li><li><a href="./@mimmx/core/">@mimmx/core</a></li><li><a href="./@mimmx/core/contracts-1.html">@mimmx/core/contracts</a></li><li><a href="./@mimmx/core/errors.html">@mimmx/core/errors</a></li><li><a href="./@mimmx/core/testkit.html">@mimmx/core/testkit</a></li><li><a href="./@mimmx/core/tf.html">@mimmx/core/tf</a></li><li><a href="./@mimmx/counterfactual.html">@mimmx/counterfactual</a></li><li><a href="./@mimmx/counterfactual/node.html">@mimmx/counterfactual/node</a></li><li><a href="./@mimmx/counterfactual/testkit.html">@mimmx/counterfactual/testkit</a></li><li><a href="./create-mimmx.html">create-mimmx</a></li><li><a href="./@mimmx/dashboard.html">@mimmx/dashboard</a></li><li><a href="./@mimmx/data.html">@mimmx/data</a></li><li><a href="./@mimmx/data/files.html">@mimmx/data/files</a></li><li><a href="./@mimmx/data/pixels.html">@mimmx/data/pixels</a></li><li><a href="./@mimmx/datasets-cxr.html">@mimmx/datasets-cxr</a></li><li><a href="./@mimmx/datasets-cxr/decode.html">@mimmx/datasets-cxr/decode</a></li><li><a href="./@mimmx/datasets-digits.html">@mimmx/datasets-digits</a></li><li><a href="./@mimmx/datasets-mri.html">@mimmx/datasets-mri</a></li><li><a href="./@mimmx/datasets-mri/decode.html">@mimmx/datasets-mri/decode</a></li><li><a href="./@mimmx/evaluation.html">@mimmx/evaluation</a></li><li><a href="./@mimmx/evaluation/testkit.html">@mimmx/evaluation/testkit</a></li><li><a href="./@mimmx/experiment.html">@mimmx/experiment</a></li><li><a href="./@mimmx/experiment/node.html">@mimmx/experiment/node</a></li><li><a href="./@mimmx/experiment/testkit.html">@mimmx/experiment/testkit</a></li><li><a href="./@mimmx/loggers.html">@mimmx/loggers</a></li><li><a href="./@mimmx/mi-estimators.html">@mimmx/mi-estimators</a></li><li><a href="./@mimmx/runners.html">@mimmx/runners</a></li><li><a href="./@mimmx/runners/testkit.html">@mimmx/runners/testkit</a></li><li><a href="./@mimmx/runners/trials.html">@mimmx/runners/trials</a></li><li><a href="./@mimmx/viz.html">@mimmx/viz</a></li><li><a href="./@mimmx/weighter.html">@mimmx/weighter</a></li></ul></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("reference/index.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const index = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  index as default
};
