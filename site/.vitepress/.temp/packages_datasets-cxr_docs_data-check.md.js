import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"mimmx data check","description":"","frontmatter":{},"headers":[],"relativePath":"packages/datasets-cxr/docs/data-check.md","filePath":"packages/datasets-cxr/docs/data-check.md"}');
const _sfc_main = { name: "packages/datasets-cxr/docs/data-check.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><h1 id="mimmx-data-check" tabindex="-1">mimmx data check <a class="header-anchor" href="#mimmx-data-check" aria-label="Permalink to &quot;mimmx data check&quot;">​</a></h1><p>Opens everything that a config names, before anybody trains on it: the table, the cells, the sets and the dependence they carry, every image, and every problem with its row. <code>--sheet FILE</code> writes one PNG with a row of images for each cell, which is a picture of patients. <code>--json</code> prints all of it as JSON; <code>--most 1000</code> opens that many images, spread over the table. Under a column stands what was read otherwise than it is written; where a set cannot be made, columns and cells are shown all the same, and then why a run would not begin; every method of the config is built once (on the CPU, without training) to find what it would refuse. Too many bad rows are shown with all the rest. The status is 1 if anything is wrong with the data, or a run would not begin.</p><p>A thousand X-rays of NIH ChestX-ray14 through NIH&#39;s own table:</p><div class="language- vp-adaptive-theme"><button title="Copy Code" class="copy"></button><span class="lang"></span><pre class="shiki shiki-themes github-light github-dark vp-code" tabindex="0"><code><span class="line"><span>$ mimmx data check examples/chest-xray/nih-induced.config.ts --sheet data-nih-induced.png</span></span>
<span class="line"><span>nih-induced: nih</span></span>
<span class="line"><span>1000 images of 264 patients (1 to 66 of each, median 2), [64 × 64 × 1]</span></span>
<span class="line"><span></span></span>
<span class="line"><span>Columns</span></span>
<span class="line"><span>  sex: F 509, M 491</span></span>
<span class="line"><span>  age: 24 to 94, mean 61.87 years</span></span>
<span class="line"><span>  view: PA 637, AP 363</span></span>
<span class="line"><span>  abnormal: finding 501, no finding 499</span></span>
<span class="line"><span>  followUp: 0 to 65, mean 8.604</span></span>
<span class="line"><span>  Atelectasis: negative 905, positive 95</span></span>
<span class="line"><span>  Cardiomegaly: negative 917, positive 83</span></span>
<span class="line"><span>  Consolidation: negative 958, positive 42</span></span>
<span class="line"><span>  Edema: negative 969, positive 31</span></span>
<span class="line"><span>  Effusion: negative 830, positive 170</span></span>
<span class="line"><span>  Emphysema: negative 963, positive 37</span></span>
<span class="line"><span>  Fibrosis: negative 968, positive 32</span></span>
<span class="line"><span>  Hernia: negative 991, positive 9</span></span>
<span class="line"><span>  Infiltration: negative 838, positive 162</span></span>
<span class="line"><span>  Mass: negative 965, positive 35</span></span>
<span class="line"><span>  Nodule: negative 961, positive 39</span></span>
<span class="line"><span>  Pleural_Thickening: negative 971, positive 29</span></span>
<span class="line"><span>  Pneumonia: negative 989, positive 11</span></span>
<span class="line"><span>  Pneumothorax: negative 960, positive 40</span></span>
<span class="line"><span></span></span>
<span class="line"><span>Images by cell, before selection</span></span>
<span class="line"><span>  sex = F, view = PA, age = up to 60  126 images of 52 patients</span></span>
<span class="line"><span>  sex = F, view = PA, age = over 60   166 images of 58 patients</span></span>
<span class="line"><span>  sex = F, view = AP, age = up to 60  152 images of 11 patients</span></span>
<span class="line"><span>  sex = F, view = AP, age = over 60    65 images of 16 patients</span></span>
<span class="line"><span>  sex = M, view = PA, age = up to 60  161 images of 66 patients</span></span>
<span class="line"><span>  sex = M, view = PA, age = over 60   184 images of 84 patients</span></span>
<span class="line"><span>  sex = M, view = AP, age = up to 60   67 images of 16 patients</span></span>
<span class="line"><span>  sex = M, view = AP, age = over 60    79 images of 27 patients</span></span>
<span class="line"><span></span></span>
<span class="line"><span>Sets</span></span>
<span class="line"><span>  split: 602 images to train, 0 to validate, 398 to test</span></span>
<span class="line"><span>  train: 234 of 602 images, 81 patients</span></span>
<span class="line"><span>    sex and view: phi 0.402, 0.0830 nats</span></span>
<span class="line"><span>    sex and age: phi 0.197, 0.0194 nats</span></span>
<span class="line"><span>    view and age: phi 0.077, 0.0030 nats</span></span>
<span class="line"><span>  inDistribution: 65 of 398 images, 39 patients</span></span>
<span class="line"><span>    sex and view: phi 0.384, 0.0758 nats</span></span>
<span class="line"><span>    sex and age: phi 0.200, 0.0201 nats</span></span>
<span class="line"><span>    view and age: phi 0.077, 0.0029 nats</span></span>
<span class="line"><span>  inverted: 84 of 398 images, 50 patients</span></span>
<span class="line"><span>    sex and view: phi -0.381, 0.0744 nats</span></span>
<span class="line"><span>    sex and age: phi -0.190, 0.0183 nats</span></span>
<span class="line"><span>    view and age: phi 0.048, 0.0011 nats</span></span>
<span class="line"><span>  balanced: 111 of 398 images, 61 patients</span></span>
<span class="line"><span>    sex and view: phi -0.009, 0.0000 nats</span></span>
<span class="line"><span>    sex and age: phi -0.009, 0.0000 nats</span></span>
<span class="line"><span>    view and age: phi -0.009, 0.0000 nats</span></span>
<span class="line"><span></span></span>
<span class="line"><span>Pixels</span></span>
<span class="line"><span>  values -2.07 to 1.886, mean 1.63e-9, contrast (sd within an image) 0.9169</span></span>
<span class="line"><span>  5256 images a second at first, 6925 when read again</span></span>
<span class="line"><span></span></span>
<span class="line"><span>Problems: none</span></span>
<span class="line"><span></span></span>
<span class="line"><span>Terms</span></span>
<span class="line"><span>  NIH Clinical Center: no restriction on use; give the link https://nihcc.app.box.com/v/ChestXray-NIHCC, cite the paper and acknowledge the NIH Clinical Center.</span></span>
<span class="line"><span>  Wang et al. ChestX-ray8: Hospital-scale chest X-ray database and benchmarks. CVPR 2017, 3462–3471.</span></span>
<span class="line"><span></span></span>
<span class="line"><span>Contact sheet: data-nih-induced.png</span></span></code></pre></div><p>The same images through CheXpert&#39;s table format, with a synthetic marker:</p><div class="language- vp-adaptive-theme"><button title="Copy Code" class="copy"></button><span class="lang"></span><pre class="shiki shiki-themes github-light github-dark vp-code" tabindex="0"><code><span class="line"><span>$ mimmx data check examples/chest-xray/nih-marker.config.ts --sheet data-nih-marker.png</span></span>
<span class="line"><span>nih-marker: chexpert</span></span>
<span class="line"><span>1000 images of 264 patients (1 to 66 of each, median 2), [64 × 64 × 1]</span></span>
<span class="line"><span></span></span>
<span class="line"><span>Columns</span></span>
<span class="line"><span>  sex: F 509, M 491</span></span>
<span class="line"><span>  age: 24 to 94, mean 61.87 years</span></span>
<span class="line"><span>  view: PA 637, AP 363</span></span>
<span class="line"><span>  abnormal: finding 501, no finding 499</span></span>
<span class="line"><span>  No Finding: negative 501, positive 499</span></span>
<span class="line"><span>  Enlarged Cardiomediastinum: negative 1000, positive 0</span></span>
<span class="line"><span>  Cardiomegaly: negative 917, positive 83</span></span>
<span class="line"><span>  Lung Opacity: negative 729, positive 271</span></span>
<span class="line"><span>  Lung Lesion: negative 930, positive 70</span></span>
<span class="line"><span>  Edema: negative 969, positive 31</span></span>
<span class="line"><span>  Consolidation: negative 958, positive 42</span></span>
<span class="line"><span>  Pneumonia: negative 989, positive 11</span></span>
<span class="line"><span>  Atelectasis: negative 905, positive 95</span></span>
<span class="line"><span>  Pneumothorax: negative 960, positive 40</span></span>
<span class="line"><span>  Pleural Effusion: negative 830, positive 170</span></span>
<span class="line"><span>  Pleural Other: negative 971, positive 29</span></span>
<span class="line"><span>  Fracture: negative 1000, positive 0</span></span>
<span class="line"><span>  Support Devices: negative 1000, positive 0</span></span>
<span class="line"><span>  notch: to be set (all frequencies, notched)</span></span>
<span class="line"><span></span></span>
<span class="line"><span>Images by cell, before selection</span></span>
<span class="line"><span>  abnormal = no finding, sex = F, view = PA  164 images of 79 patients</span></span>
<span class="line"><span>  abnormal = no finding, sex = F, view = AP   67 images of 20 patients</span></span>
<span class="line"><span>  abnormal = no finding, sex = M, view = PA  195 images of 102 patients</span></span>
<span class="line"><span>  abnormal = no finding, sex = M, view = AP   73 images of 33 patients</span></span>
<span class="line"><span>  abnormal = finding, sex = F, view = PA     128 images of 54 patients</span></span>
<span class="line"><span>  abnormal = finding, sex = F, view = AP     150 images of 16 patients</span></span>
<span class="line"><span>  abnormal = finding, sex = M, view = PA     150 images of 68 patients</span></span>
<span class="line"><span>  abnormal = finding, sex = M, view = AP      73 images of 20 patients</span></span>
<span class="line"><span></span></span>
<span class="line"><span>Sets</span></span>
<span class="line"><span>  split: 707 images to train, 0 to validate, 293 to test</span></span>
<span class="line"><span>  train: 707 of 707 images, 178 patients</span></span>
<span class="line"><span>    abnormal and notch: phi 0.802, 0.3694 nats</span></span>
<span class="line"><span>    abnormal and sex: phi -0.155, 0.0120 nats</span></span>
<span class="line"><span>    abnormal and view: phi 0.234, 0.0275 nats</span></span>
<span class="line"><span>    notch and sex: phi -0.109, 0.0059 nats</span></span>
<span class="line"><span>    notch and view: phi 0.207, 0.0216 nats</span></span>
<span class="line"><span>    sex and view: phi -0.224, 0.0254 nats</span></span>
<span class="line"><span>  inDistribution: 293 of 293 images, 86 patients</span></span>
<span class="line"><span>    abnormal and notch: phi 0.793, 0.3572 nats</span></span>
<span class="line"><span>    abnormal and sex: phi 0.042, 0.0009 nats</span></span>
<span class="line"><span>    abnormal and view: phi 0.039, 0.0007 nats</span></span>
<span class="line"><span>    notch and sex: phi 0.044, 0.0010 nats</span></span>
<span class="line"><span>    notch and view: phi 0.057, 0.0016 nats</span></span>
<span class="line"><span>    sex and view: phi 0.109, 0.0060 nats</span></span>
<span class="line"><span>  inverted: 293 of 293 images, 86 patients</span></span>
<span class="line"><span>    abnormal and notch: phi -0.793, 0.3572 nats</span></span>
<span class="line"><span>    abnormal and sex: phi 0.042, 0.0009 nats</span></span>
<span class="line"><span>    abnormal and view: phi 0.039, 0.0007 nats</span></span>
<span class="line"><span>    notch and sex: phi -0.003, 0.0000 nats</span></span>
<span class="line"><span>    notch and view: phi -0.072, 0.0026 nats</span></span>
<span class="line"><span>    sex and view: phi 0.109, 0.0060 nats</span></span>
<span class="line"><span>  balanced: 100 of 293 images, 37 patients</span></span>
<span class="line"><span>    abnormal and notch: phi 0.000, 0.0000 nats</span></span>
<span class="line"><span>    abnormal and sex: phi 0.000, 0.0000 nats</span></span>
<span class="line"><span>    abnormal and view: phi 0.000, 0.0000 nats</span></span>
<span class="line"><span>    notch and sex: phi 0.040, 0.0008 nats</span></span>
<span class="line"><span>    notch and view: phi 0.040, 0.0008 nats</span></span>
<span class="line"><span>    sex and view: phi 0.040, 0.0008 nats</span></span>
<span class="line"><span></span></span>
<span class="line"><span>Pixels</span></span>
<span class="line"><span>  values -2.07 to 1.886, mean 1.63e-9, contrast (sd within an image) 0.9169</span></span>
<span class="line"><span>  13503 images a second at first, 14189 when read again</span></span>
<span class="line"><span></span></span>
<span class="line"><span>Problems: none</span></span>
<span class="line"><span></span></span>
<span class="line"><span>Notes</span></span>
<span class="line"><span>  32 rows mention nothing, not even No Finding: abnormal is &quot;finding&quot; there (unmentioned: &quot;missing&quot; leaves them out).</span></span>
<span class="line"><span></span></span>
<span class="line"><span>Terms</span></span>
<span class="line"><span>  Stanford University School of Medicine CheXpert Dataset Research Use Agreement (for CheXpert’s own images).</span></span>
<span class="line"><span>  Irvin et al. CheXpert: A large chest radiograph dataset with uncertainty labels and expert comparison. AAAI 2019.</span></span>
<span class="line"><span></span></span>
<span class="line"><span>Contact sheet: data-nih-marker.png</span></span></code></pre></div></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("packages/datasets-cxr/docs/data-check.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const dataCheck = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  dataCheck as default
};
