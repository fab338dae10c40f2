import {type Facts} from '../domain/facts.js';
import {type PbxOutboxFacts} from '../domain/outbox/pbx-due.js';
import {type PbxSurvey, surveyPbx} from '../domain/outbox/pbx-survey.js';
import {remembered} from './remembered.js';

/** Derives what waits for the PBX anew only when the store knows of another change, or a minute has passed. */
export const createActsViewer = (
	store: PbxOutboxFacts & Pick<Facts, 'connection'> & {readonly newestChange: number},
): ((now: number) => PbxSurvey) => {
	const view = remembered((_newestChange: number, now: number) => surveyPbx(store, now));
	return now => view(store.newestChange, now);
};
