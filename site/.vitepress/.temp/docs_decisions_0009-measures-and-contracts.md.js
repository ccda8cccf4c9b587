import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Measures are rows, and kinds of plugin are values","description":"","frontmatter":{},"headers":[{"level":2,"title":"Question","slug":"question","link":"#question","children":[]},{"level":2,"title":"Decision","slug":"decision","link":"#decision","children":[]},{"level":2,"title":"What it costs","slug":"what-it-costs","link":"#what-it-costs","children":[]}],"relativePath":"docs/decisions/0009-measures-and-contracts.md","filePath":"docs/decisions/0009-measures-and-contracts.md"}');
const _sfc_main = { name: "docs/decisions/0009-measures-and-contracts.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><h1 id="measures-are-rows-and-kinds-of-plugin-are-values" tabindex="-1">Measures are rows, and kinds of plugin are values <a class="header-anchor" href="#measures-are-rows-and-kinds-of-plugin-are-values" aria-label="Permalink to &quot;Measures are rows, and kinds of plugin are values&quot;">​</a></h1><h2 id="question" tabindex="-1">Question <a class="header-anchor" href="#question" aria-label="Permalink to &quot;Question&quot;">​</a></h2><p>Every new number (a probe, a group, a calibration) had changed the type of the record and all its readers. Every new kind of plugin (image models, protocols) had to be added to core.</p><h2 id="decision" tabindex="-1">Decision <a class="header-anchor" href="#decision" aria-label="Permalink to &quot;Decision&quot;">​</a></h2><ul><li>A <strong>measure</strong> is a flat row: set, measure, factor, group, probe, value, low, high, count, note. What is not defined is a row with a note, not an absent one. Readers find what they know and pass over the rest.</li><li>Leakage is one such measure for each of five probes (linear, kNN, MLP, trees, RBF) and for the best of them, beside its chance.</li><li>A <strong>kind</strong> of plugin is a value with a contract version of its own (<code>defineKind</code>). Core&#39;s kinds are known to every registry; a kind of another package comes with its plugin, so <code>counterfactual</code> adds image models without a line in core.</li><li>Contract 2 of methods: a method says what it needs of data (<code>needs</code>), what it is made from (<code>network</code>), and how to read an image (<code>read</code>, static and compiled once). It no longer sees tables.</li><li><strong>Packages</strong>: <code>core</code> is browser-clean and holds contracts, tensors and the model; <code>data</code>, <code>evaluation</code> and <code>experiment</code> are bases above it; plugins import bases and never one another. <code>npm run arrows</code> keeps it so.</li></ul><h2 id="what-it-costs" tabindex="-1">What it costs <a class="header-anchor" href="#what-it-costs" aria-label="Permalink to &quot;What it costs&quot;">​</a></h2><p>Records of the first version are not read by the second, and say so.</p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("docs/decisions/0009-measures-and-contracts.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const _0009MeasuresAndContracts = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  _0009MeasuresAndContracts as default
};
