import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"What the phantom brains carry","description":"","frontmatter":{},"headers":[],"relativePath":"examples/brain-mri/data-report.md","filePath":"examples/brain-mri/data-report.md"}');
const _sfc_main = { name: "examples/brain-mri/data-report.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><h1 id="what-the-phantom-brains-carry" tabindex="-1">What the phantom brains carry <a class="header-anchor" href="#what-the-phantom-brains-carry" aria-label="Permalink to &quot;What the phantom brains carry&quot;">​</a></h1><p>What <code>mimmx data check</code> says of experiment 1 before training; a run repeats it in its <code>report.html</code> under &quot;The data&quot;. Of real MRI: <a href="./../../packages/datasets-mri/docs/bids.html#what-mimmx-data-check-says"><code>bids.md</code></a>.</p><p>Two cohorts on two scanners:</p><div class="language-text vp-adaptive-theme"><button title="Copy Code" class="copy"></button><span class="lang">text</span><pre class="shiki shiki-themes github-light github-dark vp-code" tabindex="0"><code><span class="line"><span>$ mimmx data check examples/brain-mri/experiment-1.config.ts</span></span>
<span class="line"><span>brain-experiment-1: mri-joined</span></span>
<span class="line"><span>8000 images of 8000 patients (1 of each), [32 × 32 × 1]</span></span>
<span class="line"><span></span></span>
<span class="line"><span>Columns</span></span>
<span class="line"><span>  dataset: nako 4000, ukb 4000</span></span>
<span class="line"><span>  sex: F 4000, M 4000</span></span>
<span class="line"><span>  age: young 4000, old 4000</span></span>
<span class="line"><span>  years: 20 to 80, mean 49.97 years</span></span>
<span class="line"><span>  disease: to be set (healthy, lesion)</span></span>
<span class="line"><span>  marker: to be set (none, square)</span></span>
<span class="line"><span></span></span>
<span class="line"><span>Images by cell, before selection</span></span>
<span class="line"><span>  age = young, sex = F, dataset = nako  1000 images of 1000 patients</span></span>
<span class="line"><span>  age = young, sex = F, dataset = ukb   1000 images of 1000 patients</span></span>
<span class="line"><span>  age = young, sex = M, dataset = nako  1000 images of 1000 patients</span></span>
<span class="line"><span>  age = young, sex = M, dataset = ukb   1000 images of 1000 patients</span></span>
<span class="line"><span>  age = old, sex = F, dataset = nako    1000 images of 1000 patients</span></span>
<span class="line"><span>  age = old, sex = F, dataset = ukb     1000 images of 1000 patients</span></span>
<span class="line"><span>  age = old, sex = M, dataset = nako    1000 images of 1000 patients</span></span>
<span class="line"><span>  age = old, sex = M, dataset = ukb     1000 images of 1000 patients</span></span>
<span class="line"><span></span></span>
<span class="line"><span>Sets</span></span>
<span class="line"><span>  split: 5600 images to train, 0 to validate, 2400 to test</span></span>
<span class="line"><span>  train: 1726 of 5600 images, 1726 patients</span></span>
<span class="line"><span>    age and sex: phi 0.801, 0.3688 nats</span></span>
<span class="line"><span>    age and dataset: phi 0.801, 0.3688 nats</span></span>
<span class="line"><span>    sex and dataset: phi 0.643, 0.2241 nats</span></span>
<span class="line"><span>  inDistribution: 740 of 2400 images, 740 patients</span></span>
<span class="line"><span>    age and sex: phi 0.800, 0.3681 nats</span></span>
<span class="line"><span>    age and dataset: phi 0.800, 0.3681 nats</span></span>
<span class="line"><span>    sex and dataset: phi 0.643, 0.2242 nats</span></span>
<span class="line"><span>  inverted: 740 of 2400 images, 740 patients</span></span>
<span class="line"><span>    age and sex: phi -0.800, 0.3681 nats</span></span>
<span class="line"><span>    age and dataset: phi -0.800, 0.3681 nats</span></span>
<span class="line"><span>    sex and dataset: phi 0.643, 0.2242 nats</span></span>
<span class="line"><span>  balanced: 2400 of 2400 images, 2400 patients</span></span>
<span class="line"><span>    age and sex: phi 0.000, 0.0000 nats</span></span>
<span class="line"><span>    age and dataset: phi 0.000, 0.0000 nats</span></span>
<span class="line"><span>    sex and dataset: phi 0.000, 0.0000 nats</span></span>
<span class="line"><span></span></span>
<span class="line"><span>Pixels</span></span>
<span class="line"><span>  values 0.00002084 to 0.8756, mean 0.1879, contrast (sd within an image) 0.1582</span></span>
<span class="line"><span>  3993 images a second at first, 4206 when read again</span></span>
<span class="line"><span></span></span>
<span class="line"><span>Problems: none</span></span>
<span class="line"><span></span></span>
<span class="line"><span>Terms</span></span>
<span class="line"><span>  nako: made by this program, no terms; ukb: made by this program, no terms</span></span>
<span class="line"><span></span></span>
<span class="line"><span>Contact sheet: data-brain-experiment-1.png</span></span></code></pre></div></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("examples/brain-mri/data-report.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const dataReport = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  dataReport as default
};
