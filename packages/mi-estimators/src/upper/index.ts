export { type ClubOptions, club } from './club.ts';
export { type ClubCategoricalOptions, clubCategorical } from './club-categorical.ts';
export { type ClubMeanOptions, clubMean } from './club-mean.ts';
export { type ClubSampleOptions, clubSample } from './club-sample.ts';
export { type L1OutOptions, l1Out } from './l1-out.ts';
export { type VubOptions, vub } from './vub.ts';
