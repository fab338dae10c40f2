import {type Effects} from '../../domain/change.js';
import {type Facts} from '../../domain/facts.js';
import {type Handler} from '../../domain/handler.js';
import {type PbxDue, type PbxOutboxFacts, pbxDues} from '../../domain/outbox/pbx-due.js';
import {takeBackRefused} from '../../domain/outbox/refusal-effects.js';
import {pbxTarget} from '../../domain/outbox/target.js';
import {type Dues} from '../../domain/outbox/survey.js';
import {type LedgerOptions} from '../outbox/ledger.js';

/** What the PBX was asked for and did becomes what it said last. */
const confirmation = (done: readonly PbxDue[]): Effects => {
	const moved = done.flatMap(({session, step: {deed}}) =>
		deed.kind === 'transfer' ? [{session, to: deed.to}] : [],
	);
	if (moved.length === 0) return {};
	const groups = Map.groupBy(moved, ({to}): string => JSON.stringify(to));
	return {
		confirmed: Array.from(groups.values(), group => ({
			to: group[0]!.to satisfies Handler,
			sessions: group.map(({session}) => session),
		})),
	};
};

/** The PBX as one that carries out what is done here. */
export const pbxCourier = (store: PbxOutboxFacts): Dues<PbxDue> & LedgerOptions<PbxDue>['courier'] => {
	const dues = pbxDues(store);
	return {
		get outbox() {
			return dues.outbox;
		},
		due: (id, again) => dues.due(id, again),
		target: pbxTarget,
		compensation: (facts: Facts, refused) => takeBackRefused(facts, refused),
		confirmation,
	};
};
