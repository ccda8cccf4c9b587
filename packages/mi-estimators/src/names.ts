import type {
  DistanceCorrelationOptions,
  HsicOptions,
  MmdOptions,
  SquaredCorrelationOptions,
} from './dependence/index.ts';
import type { DoeOptions } from './entropy/index.ts';
import type {
  BarberAgakovOptions,
  DvOptions,
  InfoNceOptions,
  InterpolatedOptions,
  JsOptions,
  MineOptions,
  NwjOptions,
  SmileOptions,
  TubaOptions,
} from './lower/index.ts';
import type {
  GaussianOptions,
  HistogramOptions,
  KdeOptions,
  KsgOptions,
  RossOptions,
} from './samples/index.ts';
import type {
  ClubCategoricalOptions,
  ClubMeanOptions,
  ClubOptions,
  ClubSampleOptions,
  L1OutOptions,
  VubOptions,
} from './upper/index.ts';

declare module '@mimmx/core' {
  interface EstimatorOptions {
    mine: Partial<MineOptions>;
    dv: Partial<DvOptions>;
    nwj: Partial<NwjOptions>;
    tuba: Partial<TubaOptions>;
    'info-nce': Partial<InfoNceOptions>;
    interpolated: Partial<InterpolatedOptions>;
    js: Partial<JsOptions>;
    smile: Partial<SmileOptions>;
    'barber-agakov': Partial<BarberAgakovOptions>;
    club: Partial<ClubOptions>;
    'club-sample': Partial<ClubSampleOptions>;
    'club-mean': Partial<ClubMeanOptions>;
    'club-categorical': Partial<ClubCategoricalOptions>;
    'l1-out': Partial<L1OutOptions>;
    vub: Partial<VubOptions>;
    doe: Partial<DoeOptions>;
    ksg: Partial<KsgOptions>;
    ross: Partial<RossOptions>;
    gaussian: Partial<GaussianOptions>;
    histogram: Partial<HistogramOptions>;
    kde: Partial<KdeOptions>;
    hsic: Partial<HsicOptions>;
    'distance-correlation': Partial<DistanceCorrelationOptions>;
    mmd: Partial<MmdOptions>;
    'squared-correlation': Partial<SquaredCorrelationOptions>;
  }
}
