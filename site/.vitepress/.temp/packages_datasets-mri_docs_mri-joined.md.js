import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"mri-joined","description":"","frontmatter":{},"headers":[],"relativePath":"packages/datasets-mri/docs/mri-joined.md","filePath":"packages/datasets-mri/docs/mri-joined.md"}');
const _sfc_main = { name: "packages/datasets-mri/docs/mri-joined.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><h1 id="mri-joined" tabindex="-1"><code>mri-joined</code> <a class="header-anchor" href="#mri-joined" aria-label="Permalink to &quot;\`mri-joined\`&quot;">​</a></h1><p>Several data sets as one. The new column <code>dataset</code> says which one a row is from, so that the data set itself, with its scanners and its people, can be a confounder: the setting of the paper&#39;s first experiment.</p><div class="language-ts vp-adaptive-theme"><button title="Copy Code" class="copy"></button><span class="lang">ts</span><pre class="shiki shiki-themes github-light github-dark vp-code" tabindex="0"><code><span class="line"><span style="--shiki-light:#6F42C1;--shiki-dark:#B392F0;">dataset</span><span style="--shiki-light:#24292E;--shiki-dark:#E1E4E8;">: {</span></span>
<span class="line"><span style="--shiki-light:#6F42C1;--shiki-dark:#B392F0;">  name</span><span style="--shiki-light:#24292E;--shiki-dark:#E1E4E8;">: </span><span style="--shiki-light:#032F62;--shiki-dark:#9ECBFF;">&#39;mri-joined&#39;</span><span style="--shiki-light:#24292E;--shiki-dark:#E1E4E8;">,</span></span>
<span class="line"><span style="--shiki-light:#6F42C1;--shiki-dark:#B392F0;">  options</span><span style="--shiki-light:#24292E;--shiki-dark:#E1E4E8;">: {</span></span>
<span class="line"><span style="--shiki-light:#6F42C1;--shiki-dark:#B392F0;">    sets</span><span style="--shiki-light:#24292E;--shiki-dark:#E1E4E8;">: {</span></span>
<span class="line"><span style="--shiki-light:#6F42C1;--shiki-dark:#B392F0;">      nako</span><span style="--shiki-light:#24292E;--shiki-dark:#E1E4E8;">: { </span><span style="--shiki-light:#6F42C1;--shiki-dark:#B392F0;">source</span><span style="--shiki-light:#24292E;--shiki-dark:#E1E4E8;">: </span><span style="--shiki-light:#032F62;--shiki-dark:#9ECBFF;">&#39;bids&#39;</span><span style="--shiki-light:#24292E;--shiki-dark:#E1E4E8;">, </span><span style="--shiki-light:#6F42C1;--shiki-dark:#B392F0;">options</span><span style="--shiki-light:#24292E;--shiki-dark:#E1E4E8;">: { </span><span style="--shiki-light:#6F42C1;--shiki-dark:#B392F0;">images</span><span style="--shiki-light:#24292E;--shiki-dark:#E1E4E8;">: </span><span style="--shiki-light:#032F62;--shiki-dark:#9ECBFF;">&#39;nako&#39;</span><span style="--shiki-light:#24292E;--shiki-dark:#E1E4E8;">, </span><span style="--shiki-light:#6F42C1;--shiki-dark:#B392F0;">image</span><span style="--shiki-light:#24292E;--shiki-dark:#E1E4E8;">: { </span><span style="--shiki-light:#6F42C1;--shiki-dark:#B392F0;">spacing</span><span style="--shiki-light:#24292E;--shiki-dark:#E1E4E8;">: </span><span style="--shiki-light:#005CC5;--shiki-dark:#79B8FF;">4</span><span style="--shiki-light:#24292E;--shiki-dark:#E1E4E8;">, </span><span style="--shiki-light:#6F42C1;--shiki-dark:#B392F0;">size</span><span style="--shiki-light:#24292E;--shiki-dark:#E1E4E8;">: [</span><span style="--shiki-light:#005CC5;--shiki-dark:#79B8FF;">48</span><span style="--shiki-light:#24292E;--shiki-dark:#E1E4E8;">, </span><span style="--shiki-light:#005CC5;--shiki-dark:#79B8FF;">56</span><span style="--shiki-light:#24292E;--shiki-dark:#E1E4E8;">, </span><span style="--shiki-light:#005CC5;--shiki-dark:#79B8FF;">48</span><span style="--shiki-light:#24292E;--shiki-dark:#E1E4E8;">] } } },</span></span>
<span class="line"><span style="--shiki-light:#6F42C1;--shiki-dark:#B392F0;">      ukb</span><span style="--shiki-light:#24292E;--shiki-dark:#E1E4E8;">: { </span><span style="--shiki-light:#6F42C1;--shiki-dark:#B392F0;">source</span><span style="--shiki-light:#24292E;--shiki-dark:#E1E4E8;">: </span><span style="--shiki-light:#032F62;--shiki-dark:#9ECBFF;">&#39;mri-manifest&#39;</span><span style="--shiki-light:#24292E;--shiki-dark:#E1E4E8;">, </span><span style="--shiki-light:#6F42C1;--shiki-dark:#B392F0;">options</span><span style="--shiki-light:#24292E;--shiki-dark:#E1E4E8;">: { </span><span style="--shiki-light:#6F42C1;--shiki-dark:#B392F0;">table</span><span style="--shiki-light:#24292E;--shiki-dark:#E1E4E8;">: </span><span style="--shiki-light:#032F62;--shiki-dark:#9ECBFF;">&#39;ukb.csv&#39;</span><span style="--shiki-light:#24292E;--shiki-dark:#E1E4E8;">, </span><span style="--shiki-light:#6F42C1;--shiki-dark:#B392F0;">image</span><span style="--shiki-light:#24292E;--shiki-dark:#E1E4E8;">: { </span><span style="--shiki-light:#6F42C1;--shiki-dark:#B392F0;">spacing</span><span style="--shiki-light:#24292E;--shiki-dark:#E1E4E8;">: </span><span style="--shiki-light:#005CC5;--shiki-dark:#79B8FF;">4</span><span style="--shiki-light:#24292E;--shiki-dark:#E1E4E8;">, </span><span style="--shiki-light:#6F42C1;--shiki-dark:#B392F0;">size</span><span style="--shiki-light:#24292E;--shiki-dark:#E1E4E8;">: [</span><span style="--shiki-light:#005CC5;--shiki-dark:#79B8FF;">48</span><span style="--shiki-light:#24292E;--shiki-dark:#E1E4E8;">, </span><span style="--shiki-light:#005CC5;--shiki-dark:#79B8FF;">56</span><span style="--shiki-light:#24292E;--shiki-dark:#E1E4E8;">, </span><span style="--shiki-light:#005CC5;--shiki-dark:#79B8FF;">48</span><span style="--shiki-light:#24292E;--shiki-dark:#E1E4E8;">] } } },</span></span>
<span class="line"><span style="--shiki-light:#24292E;--shiki-dark:#E1E4E8;">    },</span></span>
<span class="line"><span style="--shiki-light:#24292E;--shiki-dark:#E1E4E8;">  },</span></span>
<span class="line"><span style="--shiki-light:#24292E;--shiki-dark:#E1E4E8;">},</span></span></code></pre></div><p>A source is <code>bids</code>, <code>mri-manifest</code> or <code>brain-phantom</code>, with its own options. <code>column</code> renames the new column.</p><ul><li>Images must have one shape: give all sets the same <code>image.size</code>.</li><li>Columns are matched by name, classes by label, whatever their case and blanks; two units of one column are an error. Make them agree with each set&#39;s <code>columns</code>; a column that is numbers in one set and classes in another is an error that shows both. A set without the column has missing values.</li><li>Ids and patients carry the set&#39;s name (<code>ukb:1000015</code>): the same id in two sets is two people.</li><li>Factors that every set can set (phantoms) can be set in the joined one.</li></ul><p><a href="./../../../examples/brain-mri/experiment-1.config.ts.html"><code>experiment-1.config.ts</code></a> runs on two phantoms with different scanners, <a href="./../../../examples/brain-mri/experiment-1-bids.config.ts.html"><code>experiment-1-bids.config.ts</code></a> on two cohorts of yours. What <code>mimmx data check</code> says of the first:</p><div class="language-text vp-adaptive-theme"><button title="Copy Code" class="copy"></button><span class="lang">text</span><pre class="shiki shiki-themes github-light github-dark vp-code" tabindex="0"><code><span class="line"><span>$ mimmx data check examples/brain-mri/experiment-1.config.ts --sheet data-brain-experiment-1.png</span></span>
<span class="line"><span>brain-experiment-1: mri-joined</span></span>
<span class="line"><span>8000 images of 8000 patients (1 of each), [32 × 32 × 1]</span></span>
<span class="line"><span></span></span>
<span class="line"><span>Columns</span></span>
<span class="line"><span>  dataset: nako 4000, ukb 4000</span></span>
<span class="line"><span>  sex: F 4000, M 4000</span></span>
<span class="line"><span>  age: young 4000, old 4000</span></span>
<span class="line"><span>  years: 20 to 80, mean 49.92 years</span></span>
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
<span class="line"><span>  values 0.000007016 to 0.8819, mean 0.188, contrast (sd within an image) 0.1582</span></span>
<span class="line"><span>  974 images a second at first, 909 when read again</span></span>
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
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("packages/datasets-mri/docs/mri-joined.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const mriJoined = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  mriJoined as default
};
