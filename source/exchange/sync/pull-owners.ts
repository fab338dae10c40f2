import {type Directory, type DirectoryRecord, type Owner, type OwnerKind} from '../../domain/directory.js';
import {type RefusedRecord} from '../../domain/incoming.js';
import {counted} from '../../text/count.js';
import {findOwner, listOwners} from '../yeastar/api/owners.js';
import {type PbxApi} from '../yeastar/api/pbx-api.js';
import {PbxTrouble} from '../yeastar/api/trouble.js';
import {type Troubles} from './trouble.js';

export interface OwnersOptions {
	readonly known: Directory;
	readonly troubles: Troubles;
	/** So many missing owners are believed, whatever part of all they are. */
	readonly expectMissing?: number | undefined;
	readonly signal: AbortSignal;
}

export interface PulledOwners {
	/** For the store, which takes whoever is missing from a complete list for deleted. */
	readonly directory: DirectoryRecord;
	readonly refused: readonly RefusedRecord[];
}

const about = (kind: OwnerKind): string => `the list of ${kind}s`;

/** With its agents, if it is a queue; also none, so that one who left does not stay. */
const withAgents = async (api: PbxApi, owner: Owner, {troubles, signal}: OwnersOptions): Promise<Owner> => {
	if (owner.kind !== 'queue') return owner;
	const queue = await troubles.attempt(`queue ${owner.name}`, async () =>
		findOwner(api, 'queue', owner.id, signal),
	);
	return queue ? {...owner, ...queue, agents: queue.agents ?? []} : owner;
};

/** A few may be deleted in a day; many missing at once look like lost rights, or a plan that has run out. */
const isUnlikely = (missing: number, known: number): boolean =>
	missing === known || (missing > 3 && missing * 10 > known);

const pullKind = async (api: PbxApi, kind: OwnerKind, options: OwnersOptions): Promise<PulledOwners> => {
	const {known, troubles, expectMissing, signal} = options;
	const list = await listOwners(api, kind, signal);
	const owners = await Promise.all(list.owners.map(async owner => withAgents(api, owner, options)));
	const listed = new Set(owners.map(({id}) => id));
	const inUse = known.owners.filter(
		owner => owner.kind === kind && owner.id !== 0 && owner.deletedAt === undefined,
	);
	const unseen = list.isComplete ? inUse.filter(({id}) => !listed.has(id)) : [];
	const found = await Promise.all(unseen.map(async ({id}) => findOwner(api, kind, id, signal)));
	const hidden = found.filter(owner => owner !== undefined);
	const missing = unseen.length - hidden.length;
	const told = (complete: readonly OwnerKind[]): PulledOwners => ({
		directory: {owners: [...owners, ...hidden], complete},
		refused: list.refused,
	});
	if (!list.isComplete)
		troubles.told.push({
			about: about(kind),
			reason: 'It came incomplete, so nobody is taken for deleted. Sync again.',
		});
	if (hidden.length > 0)
		troubles.told.push({
			about: about(kind),
			reason: `It left out ${counted(hidden.length, kind)} that the PBX has.`,
		});
	if (missing > 0 && missing !== expectMissing && isUnlikely(missing, inUse.length)) {
		troubles.told.push({
			about: about(kind),
			reason: `${missing} of ${counted(inUse.length, `known ${kind}`)} ${missing === 1 ? 'is' : 'are'} missing from it. That is not believed, as lost rights look the same; the sessions came in. If they were deleted: chatlogs sync --expect-missing ${missing}`,
		});
		return told([]);
	}

	return told(list.isComplete ? [kind] : []);
};

const nothing: PulledOwners = {directory: {owners: [], complete: []}, refused: []};

/**
Asks for extensions and queues, with the agents of each queue. Whoever is missing is asked for alone.
@throws PbxTrouble if nothing can be asked for at all
*/
export const pullOwners = async (api: PbxApi, options: OwnersOptions): Promise<PulledOwners> => {
	const pull = async (kind: OwnerKind): Promise<PulledOwners> =>
		(await options.troubles.attempt(about(kind), async () => {
			try {
				return await pullKind(api, kind, options);
			} catch (error) {
				// Older firmware has no queues.
				if (kind === 'queue' && error instanceof PbxTrouble && error.pbxCause === 'not there') return nothing;
				throw error;
			}
		})) ?? nothing;
	const [extensions, queues] = await Promise.all([pull('extension'), pull('queue')]);
	return {
		directory: {
			owners: [...extensions.directory.owners, ...queues.directory.owners],
			complete: [...extensions.directory.complete, ...queues.directory.complete],
		},
		refused: [...extensions.refused, ...queues.refused],
	};
};
