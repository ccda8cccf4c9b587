import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"What the phantom X-rays carry","description":"","frontmatter":{},"headers":[],"relativePath":"examples/chest-xray/data-report.md","filePath":"examples/chest-xray/data-report.md"}');
const _sfc_main = { name: "examples/chest-xray/data-report.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><h1 id="what-the-phantom-x-rays-carry" tabindex="-1">What the phantom X-rays carry <a class="header-anchor" href="#what-the-phantom-x-rays-carry" aria-label="Permalink to &quot;What the phantom X-rays carry&quot;">​</a></h1><p>What <code>mimmx data check</code> says of both presets before training; a run repeats it in its <code>report.html</code> under &quot;The data&quot;. Of the real X-rays: <a href="./../../packages/datasets-cxr/docs/data-check.html"><code>data-check.md</code></a>.</p><p>Induced sex and age:</p><div class="language-text vp-adaptive-theme"><button title="Copy Code" class="copy"></button><span class="lang">text</span><pre class="shiki shiki-themes github-light github-dark vp-code" tabindex="0"><code><span class="line"><span>$ mimmx data check examples/chest-xray/induced.config.ts</span></span>
<span class="line"><span>chest-induced: chest-phantom</span></span>
<span class="line"><span>6000 images of 3000 patients (2 of each), [32 × 32 × 1]</span></span>
<span class="line"><span></span></span>
<span class="line"><span>Columns</span></span>
<span class="line"><span>  effusion: effusion 3034, no effusion 2966</span></span>
<span class="line"><span>  sex: F 3026, M 2974</span></span>
<span class="line"><span>  age: 20 to 90, mean 54.81 years</span></span>
<span class="line"><span>  view: to be set (PA, AP)</span></span>
<span class="line"><span>  scanner: to be set (A, B)</span></span>
<span class="line"><span>  site: to be set (L, R)</span></span>
<span class="line"><span></span></span>
<span class="line"><span>Images by cell, before selection</span></span>
<span class="line"><span>  effusion = no effusion, sex = F, age = young  728 images of 543 patients</span></span>
<span class="line"><span>  effusion = no effusion, sex = F, age = old    772 images of 579 patients</span></span>
<span class="line"><span>  effusion = no effusion, sex = M, age = young  759 images of 573 patients</span></span>
<span class="line"><span>  effusion = no effusion, sex = M, age = old    707 images of 527 patients</span></span>
<span class="line"><span>  effusion = effusion, sex = F, age = young     744 images of 551 patients</span></span>
<span class="line"><span>  effusion = effusion, sex = F, age = old       782 images of 584 patients</span></span>
<span class="line"><span>  effusion = effusion, sex = M, age = young     767 images of 577 patients</span></span>
<span class="line"><span>  effusion = effusion, sex = M, age = old       741 images of 544 patients</span></span>
<span class="line"><span></span></span>
<span class="line"><span>Sets</span></span>
<span class="line"><span>  split: 4200 images to train, 0 to validate, 1800 to test</span></span>
<span class="line"><span>  train: 1279 of 4200 images, 994 patients</span></span>
<span class="line"><span>    effusion and sex: phi 0.800, 0.3679 nats</span></span>
<span class="line"><span>    effusion and age: phi 0.800, 0.3679 nats</span></span>
<span class="line"><span>    sex and age: phi 0.637, 0.2196 nats</span></span>
<span class="line"><span>  inDistribution: 518 of 1800 images, 400 patients</span></span>
<span class="line"><span>    effusion and sex: phi 0.799, 0.3672 nats</span></span>
<span class="line"><span>    effusion and age: phi 0.799, 0.3672 nats</span></span>
<span class="line"><span>    sex and age: phi 0.645, 0.2254 nats</span></span>
<span class="line"><span>  inverted: 518 of 1800 images, 402 patients</span></span>
<span class="line"><span>    effusion and sex: phi -0.799, 0.3672 nats</span></span>
<span class="line"><span>    effusion and age: phi -0.799, 0.3672 nats</span></span>
<span class="line"><span>    sex and age: phi 0.645, 0.2254 nats</span></span>
<span class="line"><span>  balanced: 1680 of 1800 images, 894 patients</span></span>
<span class="line"><span>    effusion and sex: phi 0.000, 0.0000 nats</span></span>
<span class="line"><span>    effusion and age: phi 0.000, 0.0000 nats</span></span>
<span class="line"><span>    sex and age: phi 0.000, 0.0000 nats</span></span>
<span class="line"><span></span></span>
<span class="line"><span>Pixels</span></span>
<span class="line"><span>  values 0 to 1, mean 0.3464, contrast (sd within an image) 0.251</span></span>
<span class="line"><span>  4077 images a second at first, 4164 when read again</span></span>
<span class="line"><span></span></span>
<span class="line"><span>Problems: none</span></span>
<span class="line"><span></span></span>
<span class="line"><span>Terms</span></span>
<span class="line"><span>  Procedural: free of rights, no patient is shown.</span></span>
<span class="line"><span></span></span>
<span class="line"><span>Contact sheet: data-chest-induced.png</span></span></code></pre></div><p>One marker beside natural correlations:</p><div class="language-text vp-adaptive-theme"><button title="Copy Code" class="copy"></button><span class="lang">text</span><pre class="shiki shiki-themes github-light github-dark vp-code" tabindex="0"><code><span class="line"><span>$ mimmx data check examples/chest-xray/marker.config.ts</span></span>
<span class="line"><span>chest-marker: chest-phantom</span></span>
<span class="line"><span>6000 images of 3000 patients (2 of each), [32 × 32 × 1]</span></span>
<span class="line"><span></span></span>
<span class="line"><span>Columns</span></span>
<span class="line"><span>  effusion: effusion 3034, no effusion 2966</span></span>
<span class="line"><span>  sex: F 3026, M 2974</span></span>
<span class="line"><span>  age: 20 to 90, mean 54.81 years</span></span>
<span class="line"><span>  view: AP 3017, PA 2983</span></span>
<span class="line"><span>  scanner: to be set (A, B)</span></span>
<span class="line"><span>  site: to be set (L, R)</span></span>
<span class="line"><span>  text: to be set (no text, text)</span></span>
<span class="line"><span></span></span>
<span class="line"><span>Images by cell, before selection</span></span>
<span class="line"><span>  effusion = no effusion, view = PA, sex = F  1040 images of 851 patients</span></span>
<span class="line"><span>  effusion = no effusion, view = PA, sex = M  1028 images of 834 patients</span></span>
<span class="line"><span>  effusion = no effusion, view = AP, sex = F   460 images of 427 patients</span></span>
<span class="line"><span>  effusion = no effusion, view = AP, sex = M   438 images of 401 patients</span></span>
<span class="line"><span>  effusion = effusion, view = PA, sex = F      473 images of 431 patients</span></span>
<span class="line"><span>  effusion = effusion, view = PA, sex = M      442 images of 410 patients</span></span>
<span class="line"><span>  effusion = effusion, view = AP, sex = F     1053 images of 870 patients</span></span>
<span class="line"><span>  effusion = effusion, view = AP, sex = M     1066 images of 863 patients</span></span>
<span class="line"><span></span></span>
<span class="line"><span>Sets</span></span>
<span class="line"><span>  split: 4200 images to train, 0 to validate, 1800 to test</span></span>
<span class="line"><span>  train: 4200 of 4200 images, 2100 patients</span></span>
<span class="line"><span>    effusion and text: phi 0.900, 0.4946 nats</span></span>
<span class="line"><span>    effusion and view: phi 0.403, 0.0837 nats</span></span>
<span class="line"><span>    effusion and sex: phi -0.005, 0.0000 nats</span></span>
<span class="line"><span>    text and view: phi 0.363, 0.0675 nats</span></span>
<span class="line"><span>    text and sex: phi -0.009, 0.0000 nats</span></span>
<span class="line"><span>    view and sex: phi 0.001, 0.0000 nats</span></span>
<span class="line"><span>  inDistribution: 1800 of 1800 images, 900 patients</span></span>
<span class="line"><span>    effusion and text: phi 0.900, 0.4946 nats</span></span>
<span class="line"><span>    effusion and view: phi 0.378, 0.0731 nats</span></span>
<span class="line"><span>    effusion and sex: phi 0.021, 0.0002 nats</span></span>
<span class="line"><span>    text and view: phi 0.344, 0.0605 nats</span></span>
<span class="line"><span>    text and sex: phi 0.023, 0.0003 nats</span></span>
<span class="line"><span>    view and sex: phi 0.017, 0.0001 nats</span></span>
<span class="line"><span>  inverted: 1800 of 1800 images, 900 patients</span></span>
<span class="line"><span>    effusion and text: phi -0.900, 0.4946 nats</span></span>
<span class="line"><span>    effusion and view: phi 0.378, 0.0731 nats</span></span>
<span class="line"><span>    effusion and sex: phi 0.021, 0.0002 nats</span></span>
<span class="line"><span>    text and view: phi -0.351, 0.0629 nats</span></span>
<span class="line"><span>    text and sex: phi -0.012, 0.0001 nats</span></span>
<span class="line"><span>    view and sex: phi 0.017, 0.0001 nats</span></span>
<span class="line"><span>  balanced: 1078 of 1800 images, 756 patients</span></span>
<span class="line"><span>    effusion and text: phi 0.000, 0.0000 nats</span></span>
<span class="line"><span>    effusion and view: phi 0.000, 0.0000 nats</span></span>
<span class="line"><span>    effusion and sex: phi 0.000, 0.0000 nats</span></span>
<span class="line"><span>    text and view: phi 0.006, 0.0000 nats</span></span>
<span class="line"><span>    text and sex: phi -0.002, 0.0000 nats</span></span>
<span class="line"><span>    view and sex: phi -0.002, 0.0000 nats</span></span>
<span class="line"><span></span></span>
<span class="line"><span>Pixels</span></span>
<span class="line"><span>  values 0 to 1, mean 0.358, contrast (sd within an image) 0.2523</span></span>
<span class="line"><span>  3790 images a second at first, 3921 when read again</span></span>
<span class="line"><span></span></span>
<span class="line"><span>Problems: none</span></span>
<span class="line"><span></span></span>
<span class="line"><span>Terms</span></span>
<span class="line"><span>  Procedural: free of rights, no patient is shown.</span></span>
<span class="line"><span></span></span>
<span class="line"><span>Contact sheet: data-chest-marker.png</span></span></code></pre></div></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("examples/chest-xray/data-report.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const dataReport = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  dataReport as default
};
