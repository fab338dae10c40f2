import {counted, formatCount} from '../../text/count.js';
import {graceEnds, type PbxDue, type PbxOutboxFacts, pbxDues} from './pbx-due.js';
import {pbxStepsOf} from './pbx-steps.js';

/** An act on a session that the PBX did not carry out, and that was taken back here. */
interface RefusedAct {
	readonly session: number;
	/** The number of the change. */
	readonly change: number;
	readonly failure: string;
}

/** The state of the acts for the PBX that are not done there. */
export interface PbxSurvey {
	/** To be carried out as soon as the PBX can be reached; `hasBegun` where nobody knows whether it was. */
	readonly pending: readonly PbxDue[];
	/** Deletions of which the grace has not passed by this machine's clock. */
	readonly inGrace: readonly PbxDue[];
	/** Deletions that something speaks against: they go on or are taken back only if a person says so. */
	readonly needsYou: readonly PbxDue[];
	/** The last act on each session, if it was refused. */
	readonly refused: readonly RefusedAct[];
}

/** `1 needs you`, `2 need you`. */
export const needYou = (count: number): string =>
	`${formatCount(count)} ${count === 1 ? 'needs' : 'need'} you`;

/** How many there are of each. */
export const countsIn = (survey: PbxSurvey): Readonly<Record<keyof PbxSurvey, number>> => ({
	pending: survey.pending.length,
	inGrace: survey.inGrace.length,
	needsYou: survey.needsYou.length,
	refused: survey.refused.length,
});

/** `2 pending · 1 deletion waiting · 0 need you · 0 refused`. */
export const surveyText = ({pending, inGrace, needsYou, refused}: PbxSurvey): string =>
	`${formatCount(pending.length)} pending · ${counted(inGrace.length, 'deletion')} waiting · ${needYou(needsYou.length)} · ${formatCount(refused.length)} refused`;

/** @param now in Unix seconds */
export const surveyPbx = (facts: PbxOutboxFacts, now: number): PbxSurvey => {
	const dues = pbxDues(facts);
	const {sessions, since} = facts.pbxOutbox;
	const pending: PbxDue[] = [];
	const inGrace: PbxDue[] = [];
	const needsYou: PbxDue[] = [];
	const refused: RefusedAct[] = [];
	for (const id of sessions.keys()) {
		const next = dues.due(id);
		const stopped = next ? undefined : dues.due(id, true);
		if (next) (now < (graceEnds(next)?.here ?? 0) ? inGrace : pending).push(next);
		else if (stopped) needsYou.push(stopped);
		else {
			const changes = facts.changesOf(id).filter(({n}) => n > since);
			const last = pbxStepsOf(changes, id).at(-1);
			const failure = last?.outcome?.failure;
			if (failure !== undefined) refused.push({session: id, change: last!.change.n, failure});
		}
	}

	return {pending, inGrace, needsYou, refused};
};
