import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"bids","description":"","frontmatter":{},"headers":[{"level":2,"title":"Slices with labels","slug":"slices-with-labels","link":"#slices-with-labels","children":[]},{"level":2,"title":"What mimmx data check says","slug":"what-mimmx-data-check-says","link":"#what-mimmx-data-check-says","children":[]}],"relativePath":"packages/datasets-mri/docs/bids.md","filePath":"packages/datasets-mri/docs/bids.md"}');
const _sfc_main = { name: "packages/datasets-mri/docs/bids.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><h1 id="bids" tabindex="-1"><code>bids</code> <a class="header-anchor" href="#bids" aria-label="Permalink to &quot;\`bids\`&quot;">​</a></h1><p>Any data set in the Brain Imaging Data Structure. One row per image, or per slice; <code>sub-…</code> is the patient.</p><div class="language-ts vp-adaptive-theme"><button title="Copy Code" class="copy"></button><span class="lang">ts</span><pre class="shiki shiki-themes github-light github-dark vp-code" tabindex="0"><code><span class="line"><span style="--shiki-light:#6F42C1;--shiki-dark:#B392F0;">dataset</span><span style="--shiki-light:#24292E;--shiki-dark:#E1E4E8;">: {</span></span>
<span class="line"><span style="--shiki-light:#6F42C1;--shiki-dark:#B392F0;">  name</span><span style="--shiki-light:#24292E;--shiki-dark:#E1E4E8;">: </span><span style="--shiki-light:#032F62;--shiki-dark:#9ECBFF;">&#39;bids&#39;</span><span style="--shiki-light:#24292E;--shiki-dark:#E1E4E8;">,</span></span>
<span class="line"><span style="--shiki-light:#6F42C1;--shiki-dark:#B392F0;">  options</span><span style="--shiki-light:#24292E;--shiki-dark:#E1E4E8;">: {</span></span>
<span class="line"><span style="--shiki-light:#6F42C1;--shiki-dark:#B392F0;">    images</span><span style="--shiki-light:#24292E;--shiki-dark:#E1E4E8;">: </span><span style="--shiki-light:#032F62;--shiki-dark:#9ECBFF;">&#39;ds000001&#39;</span><span style="--shiki-light:#24292E;--shiki-dark:#E1E4E8;">,</span></span>
<span class="line"><span style="--shiki-light:#6F42C1;--shiki-dark:#B392F0;">    suffix</span><span style="--shiki-light:#24292E;--shiki-dark:#E1E4E8;">: </span><span style="--shiki-light:#032F62;--shiki-dark:#9ECBFF;">&#39;T1w&#39;</span><span style="--shiki-light:#24292E;--shiki-dark:#E1E4E8;">,</span></span>
<span class="line"><span style="--shiki-light:#6F42C1;--shiki-dark:#B392F0;">    entities</span><span style="--shiki-light:#24292E;--shiki-dark:#E1E4E8;">: { </span><span style="--shiki-light:#6F42C1;--shiki-dark:#B392F0;">ses</span><span style="--shiki-light:#24292E;--shiki-dark:#E1E4E8;">: [</span><span style="--shiki-light:#032F62;--shiki-dark:#9ECBFF;">&#39;01&#39;</span><span style="--shiki-light:#24292E;--shiki-dark:#E1E4E8;">, </span><span style="--shiki-light:#032F62;--shiki-dark:#9ECBFF;">&#39;02&#39;</span><span style="--shiki-light:#24292E;--shiki-dark:#E1E4E8;">], </span><span style="--shiki-light:#6F42C1;--shiki-dark:#B392F0;">acq</span><span style="--shiki-light:#24292E;--shiki-dark:#E1E4E8;">: </span><span style="--shiki-light:#005CC5;--shiki-dark:#79B8FF;">null</span><span style="--shiki-light:#24292E;--shiki-dark:#E1E4E8;"> },</span></span>
<span class="line"><span style="--shiki-light:#6F42C1;--shiki-dark:#B392F0;">    image</span><span style="--shiki-light:#24292E;--shiki-dark:#E1E4E8;">: { </span><span style="--shiki-light:#6F42C1;--shiki-dark:#B392F0;">size</span><span style="--shiki-light:#24292E;--shiki-dark:#E1E4E8;">: [</span><span style="--shiki-light:#005CC5;--shiki-dark:#79B8FF;">64</span><span style="--shiki-light:#24292E;--shiki-dark:#E1E4E8;">, </span><span style="--shiki-light:#005CC5;--shiki-dark:#79B8FF;">64</span><span style="--shiki-light:#24292E;--shiki-dark:#E1E4E8;">, </span><span style="--shiki-light:#005CC5;--shiki-dark:#79B8FF;">64</span><span style="--shiki-light:#24292E;--shiki-dark:#E1E4E8;">], </span><span style="--shiki-light:#6F42C1;--shiki-dark:#B392F0;">fit</span><span style="--shiki-light:#24292E;--shiki-dark:#E1E4E8;">: </span><span style="--shiki-light:#032F62;--shiki-dark:#9ECBFF;">&#39;resize&#39;</span><span style="--shiki-light:#24292E;--shiki-dark:#E1E4E8;"> },</span></span>
<span class="line"><span style="--shiki-light:#24292E;--shiki-dark:#E1E4E8;">  },</span></span>
<span class="line"><span style="--shiki-light:#24292E;--shiki-dark:#E1E4E8;">},</span></span></code></pre></div><table tabindex="0"><thead><tr><th>option</th><th>default</th><th>meaning</th></tr></thead><tbody><tr><td><code>images</code></td><td></td><td>folder of the data set, from the config file</td></tr><tr><td><code>suffix</code></td><td><code>T1w</code></td><td>last part of the names</td></tr><tr><td><code>datatype</code></td><td><code>anat</code></td><td>folder below subject or session</td></tr><tr><td><code>entities</code></td><td><code>{}</code></td><td>values that entities of the name must have; <code>null</code> asks for absence</td></tr><tr><td><code>derivative</code></td><td></td><td>images of <code>derivatives/NAME</code>, tables of the raw data</td></tr><tr><td><code>columns</code></td><td>all</td><td>columns of the table, see <a href="./mri-manifest.html#columns">mri-manifest</a></td></tr><tr><td><code>delimiter</code>, <code>decimal</code></td><td>found</td><td><code>,</code> <code>;</code> <code>|</code> or tab; <code>.</code> or <code>,</code></td></tr><tr><td><code>missing</code></td><td><code>[]</code></td><td>texts and numbers that mean missing besides the usual ones</td></tr><tr><td><code>repeats</code></td><td><code>agree</code></td><td>rows of one image, see <a href="./../../../docs/data.html#how-a-table-is-read">how a table is read</a></td></tr><tr><td><code>joins</code></td><td><code>[]</code></td><td><code>{ table, key, match, columns, … }</code>: further tables, by patient or by the column <code>match</code></td></tr><tr><td><code>image</code>, <code>slices</code></td><td></td><td>see <a href="./images.html">images</a></td></tr><tr><td><code>problems</code></td><td>quarantine, 1 %</td><td><code>{ policy, tolerance, report }</code></td></tr><tr><td><code>cache</code></td><td><code>.cache/mimmx</code></td><td><code>false</code>, or <code>{ folder, gigabytes }</code></td></tr><tr><td><code>workers</code></td><td>cores</td><td>threads that decode</td></tr></tbody></table><p>Columns come from <code>participants.tsv</code> and, for subjects with sessions, from <code>sub-X/sub-X_sessions.tsv</code>; a session&#39;s value counts before the participant&#39;s. Entities that differ between the images (<code>ses</code>, <code>run</code>, <code>acq</code>, …) are columns too. How texts are read is said in <a href="./../../../docs/data.html#how-a-table-is-read">how a table is read</a>. An id without <code>sub-</code> or <code>ses-</code>, or without the zeros of the folders&#39; names, is matched to the folder that it means, with a note; so are subjects without a row, rows without a subject, and scans tables, which are not used, told. Licence and citation are those of <code>dataset_description.json</code>.</p><h2 id="slices-with-labels" tabindex="-1">Slices with labels <a class="header-anchor" href="#slices-with-labels" aria-label="Permalink to &quot;Slices with labels&quot;">​</a></h2><div class="language-ts vp-adaptive-theme"><button title="Copy Code" class="copy"></button><span class="lang">ts</span><pre class="shiki shiki-themes github-light github-dark vp-code" tabindex="0"><code><span class="line"><span style="--shiki-light:#6F42C1;--shiki-dark:#B392F0;">dataset</span><span style="--shiki-light:#24292E;--shiki-dark:#E1E4E8;">: {</span></span>
<span class="line"><span style="--shiki-light:#6F42C1;--shiki-dark:#B392F0;">  name</span><span style="--shiki-light:#24292E;--shiki-dark:#E1E4E8;">: </span><span style="--shiki-light:#032F62;--shiki-dark:#9ECBFF;">&#39;bids&#39;</span><span style="--shiki-light:#24292E;--shiki-dark:#E1E4E8;">,</span></span>
<span class="line"><span style="--shiki-light:#6F42C1;--shiki-dark:#B392F0;">  options</span><span style="--shiki-light:#24292E;--shiki-dark:#E1E4E8;">: {</span></span>
<span class="line"><span style="--shiki-light:#6F42C1;--shiki-dark:#B392F0;">    images</span><span style="--shiki-light:#24292E;--shiki-dark:#E1E4E8;">: </span><span style="--shiki-light:#032F62;--shiki-dark:#9ECBFF;">&#39;lgg-bids&#39;</span><span style="--shiki-light:#24292E;--shiki-dark:#E1E4E8;">,</span></span>
<span class="line"><span style="--shiki-light:#6F42C1;--shiki-dark:#B392F0;">    suffix</span><span style="--shiki-light:#24292E;--shiki-dark:#E1E4E8;">: </span><span style="--shiki-light:#032F62;--shiki-dark:#9ECBFF;">&#39;FLAIR&#39;</span><span style="--shiki-light:#24292E;--shiki-dark:#E1E4E8;">,</span></span>
<span class="line"><span style="--shiki-light:#6F42C1;--shiki-dark:#B392F0;">    slices</span><span style="--shiki-light:#24292E;--shiki-dark:#E1E4E8;">: { </span><span style="--shiki-light:#6F42C1;--shiki-dark:#B392F0;">axis</span><span style="--shiki-light:#24292E;--shiki-dark:#E1E4E8;">: </span><span style="--shiki-light:#032F62;--shiki-dark:#9ECBFF;">&#39;axial&#39;</span><span style="--shiki-light:#24292E;--shiki-dark:#E1E4E8;">, </span><span style="--shiki-light:#6F42C1;--shiki-dark:#B392F0;">labels</span><span style="--shiki-light:#24292E;--shiki-dark:#E1E4E8;">: { </span><span style="--shiki-light:#6F42C1;--shiki-dark:#B392F0;">file</span><span style="--shiki-light:#24292E;--shiki-dark:#E1E4E8;">: </span><span style="--shiki-light:#032F62;--shiki-dark:#9ECBFF;">&#39;slices.tsv&#39;</span><span style="--shiki-light:#24292E;--shiki-dark:#E1E4E8;"> } },</span></span>
<span class="line"><span style="--shiki-light:#24292E;--shiki-dark:#E1E4E8;">  },</span></span>
<span class="line"><span style="--shiki-light:#24292E;--shiki-dark:#E1E4E8;">},</span></span></code></pre></div><p><code>slices.tsv</code> has a row for each slice: <code>participant_id</code>, <code>slice</code> (index as the file stores it, from 0) and any columns, here <code>tumor</code>. If a patient has several volumes, add <code>session_id</code>, or put the image&#39;s name without <code>.nii.gz</code> in place of the patient. Slices that the table does not have get missing values; rows that name a slice that does not exist are problems.</p><h2 id="what-mimmx-data-check-says" tabindex="-1">What <code>mimmx data check</code> says <a class="header-anchor" href="#what-mimmx-data-check-says" aria-label="Permalink to &quot;What \`mimmx data check\` says&quot;">​</a></h2><p>Of <a href="./../../../examples/brain-mri/lgg.config.ts.html"><code>examples/brain-mri/lgg.config.ts</code></a>, 110 patients with low-grade glioma (TCGA-LGG), tumour in the slice, hospital as confounder:</p><div class="language-text vp-adaptive-theme"><button title="Copy Code" class="copy"></button><span class="lang">text</span><pre class="shiki shiki-themes github-light github-dark vp-code" tabindex="0"><code><span class="line"><span>$ mimmx data check examples/brain-mri/lgg.config.ts --sheet data-brain-lgg.png</span></span>
<span class="line"><span>brain-lgg: bids</span></span>
<span class="line"><span>3929 images of 110 patients (20 to 88 of each, median 34), [64 × 64 × 1]</span></span>
<span class="line"><span></span></span>
<span class="line"><span>Columns</span></span>
<span class="line"><span>  sex: F 2079, M 1762; 88 missing</span></span>
<span class="line"><span>  age: 20 to 75, mean 45.58; 88 missing</span></span>
<span class="line"><span>  site: DU 1878, HT 1029, FG 640, CS 358, EZ 24</span></span>
<span class="line"><span>  grade: G2 1973, G3 1868; 88 missing</span></span>
<span class="line"><span>  n_slices: 20 to 88, mean 42.12</span></span>
<span class="line"><span>  any_tumor: 1 3929</span></span>
<span class="line"><span>  slice: 0 to 87, mean 20.56</span></span>
<span class="line"><span>  tumor: 0 2556, 1 1373</span></span>
<span class="line"><span></span></span>
<span class="line"><span>Images by cell, before selection</span></span>
<span class="line"><span>  tumour = no tumour, site = other  1302 images of 65 patients</span></span>
<span class="line"><span>  tumour = no tumour, site = DU     1254 images of 45 patients</span></span>
<span class="line"><span>  tumour = tumour, site = other      749 images of 65 patients</span></span>
<span class="line"><span>  tumour = tumour, site = DU         624 images of 45 patients</span></span>
<span class="line"><span></span></span>
<span class="line"><span>Sets</span></span>
<span class="line"><span>  split: 2762 images to train, 0 to validate, 1167 to test</span></span>
<span class="line"><span>  train: 1167 of 2762 images, 81 patients</span></span>
<span class="line"><span>    tumour and site: phi 0.599, 0.1920 nats</span></span>
<span class="line"><span>  inDistribution: 397 of 1167 images, 29 patients</span></span>
<span class="line"><span>    tumour and site: phi 0.597, 0.1907 nats</span></span>
<span class="line"><span>  inverted: 559 of 1167 images, 29 patients</span></span>
<span class="line"><span>    tumour and site: phi -0.599, 0.1922 nats</span></span>
<span class="line"><span>  balanced: 635 of 1167 images, 29 patients</span></span>
<span class="line"><span>    tumour and site: phi -0.002, 0.0000 nats</span></span>
<span class="line"><span></span></span>
<span class="line"><span>Pixels</span></span>
<span class="line"><span>  values 0 to 1, mean 0.1656, contrast (sd within an image) 0.2181</span></span>
<span class="line"><span>  2672 images a second at first, 5116 when read again</span></span>
<span class="line"><span>  33 blank images, rows 23, 42, 62, 83, 123, 124, 147, 215, 216, 217, 218, 358, 395, 1102, 1682, 1759, 1833, 1979, 2016, 2017</span></span>
<span class="line"><span></span></span>
<span class="line"><span>Problems: none</span></span>
<span class="line"><span></span></span>
<span class="line"><span>Notes</span></span>
<span class="line"><span>  3929 slices of 110 volumes.</span></span>
<span class="line"><span>  Normalisation clips 6 % of the voxels that are not 0 (8 volumes looked at). See image.mask.</span></span>
<span class="line"><span></span></span>
<span class="line"><span>Terms</span></span>
<span class="line"><span>  Images: TCIA TCGA-LGG (CC BY 3.0). Tumour labels derived from masks of Buda et al. 2019 (CC BY-NC-SA 4.0). Test data only.</span></span>
<span class="line"><span></span></span>
<span class="line"><span>Contact sheet: data-brain-lgg.png</span></span></code></pre></div><p>Two patients have no sex, so a task that needs it uses 3,841 of the 3,929 slices.</p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("packages/datasets-mri/docs/bids.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const bids = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  bids as default
};
