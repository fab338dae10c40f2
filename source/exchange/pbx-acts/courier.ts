import {type Effects} from '../../domain/change.js';
import {type Confirmation, type Confirmed} from '../../domain/outbox/outcome.js';
import {type Facts} from '../../domain/facts.js';
import {type PbxDue, type PbxOutboxFacts, pbxDues} from '../../domain/outbox/pbx-due.js';
import {type PbxDeed} from '../../domain/outbox/pbx-steps.js';
import {takeBackRefused} from '../../domain/outbox/refusal-effects.js';
import {pbxTarget} from '../../domain/outbox/target.js';
import {type Dues} from '../../domain/outbox/survey.js';
import {type LedgerOptions} from '../outbox/ledger.js';

/** The session as the PBX reports it after the act. */
const confirmedBy = (deed: PbxDeed): Confirmed | undefined => {
	switch (deed.kind) {
		case 'transfer': {
			return {to: deed.to};
		}

		case 'close': {
			return {status: 'closed'};
		}

		case 'archive': {
			return {archived: deed.isArchived};
		}

		case 'delete': {
			return undefined;
		}
	}
};

const confirmation = (done: readonly PbxDue[]): Effects => {
	const groups = Map.groupBy(done, ({step: {deed}}) => JSON.stringify(confirmedBy(deed)));
	const confirmed = Array.from(groups.values(), (group): Confirmation | undefined => {
		const said = confirmedBy(group[0]!.step.deed);
		return said && {...said, sessions: group.map(({session}) => session)};
	}).filter(each => each !== undefined);
	return confirmed.length === 0 ? {} : {confirmed};
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
