import { ssrRenderAttrs, ssrRenderAttr } from "vue/server-renderer";
import { _ as _imports_0 } from "./report.Dj24Mdaz.js";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"MIMM-X","description":"","frontmatter":{"layout":"home","title":"MIMM-X","hero":{"name":"MIMM-X","text":"Models that read the disease, not the scanner","tagline":"Train image classifiers for chest X-rays and brain MRI, and see whether they take shortcuts. In TypeScript, from one npm install, on your own machine.","actions":[{"theme":"brand","text":"First run in ten minutes","link":"/docs/tutorials/digits"},{"theme":"alt","text":"Your chest X-rays","link":"/docs/tutorials/chest-x-rays"},{"theme":"alt","text":"Coming from PyTorch","link":"/docs/coming-from-pytorch"}]},"features":[{"title":"Does it take the shortcut?","details":"Test sets where sex, scanner or view no longer go with the finding; the worst group; fresh probes that read what is left. With intervals by patient.","link":"/docs/reading-a-report","linkText":"How to read the report"},{"title":"Methods, trained alike","details":"MIMM-X and thirty others with the same data, network and budget. Your own is one file.","link":"/packages/baselines/","linkText":"All methods"},{"title":"A model you can take away","details":"Predict, judge it in the next hospital, export it as ONNX with its preparation and class names.","link":"/docs/models","linkText":"Trained models"}]},"headers":[{"level":2,"title":"Minutes, not days","slug":"minutes-not-days","link":"#minutes-not-days","children":[]}],"relativePath":"index.md","filePath":"index.md"}');
const _sfc_main = { name: "index.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><img${ssrRenderAttr("src", _imports_0)} alt="The top of a report: a short answer, three numbers, results by test set"></p><h2 id="minutes-not-days" tabindex="-1">Minutes, not days <a class="header-anchor" href="#minutes-not-days" aria-label="Permalink to &quot;Minutes, not days&quot;">​</a></h2><table tabindex="0"><thead><tr><th></th><th>on two cores, no GPU</th></tr></thead><tbody><tr><td><code>npm install @mimmx/cli @mimmx/datasets-cxr</code></td><td>20 s; no Python, no compiler, no download but npm packages</td></tr><tr><td>five methods on digits (<code>npm run demo</code>)</td><td>a minute and a half</td></tr><tr><td>three methods on 1,000 chest X-rays of 64 × 64</td><td>four minutes</td></tr><tr><td>ResNet-18 on 224 × 224</td><td>hours: said before training begins</td></tr></tbody></table><p>Stay in PyTorch for large networks on a GPU, segmentation, or pretrained weights: <a href="/docs/coming-from-pytorch.html">the honest comparison</a>.</p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("index.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const index = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  index as default
};
