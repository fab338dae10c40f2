import {code} from './error-codes.js';
import {type Found} from './pbx-api.js';
import {troubleOf} from './trouble.js';
import {type ToldVerdict} from './verdict.js';

/** Ids in one call, which stand in its address. No limit is documented. */
const mostIds = 50;

/** How several sessions are asked about, together and each alone. */
interface Asking<Item> {
	readonly endpoint: string;
	readonly askMany: (ids: string) => Promise<ToldVerdict>;
	readonly read: (found: Found) => Iterable<readonly [id: number, item: Item]>;
	readonly askOne: (id: number) => Promise<Item | undefined>;
}

/**
Asks a PBX about several sessions; those that are not there are left out. Its answer where one of the ids is unknown
is not documented, so if it refuses, lacks the endpoint or gives a part, each that is missing is asked for alone.
@throws PbxTrouble if the PBX does not say
*/
export const findMany = async <Item>(
	ids: readonly number[],
	{endpoint, askMany, read, askOne}: Asking<Item>,
): Promise<ReadonlyMap<number, Item>> => {
	const found = new Map<number, Item>();
	const findSome = async (some: readonly number[]): Promise<void> => {
		const verdict = await askMany(some.join(','));
		const isLeftOpen =
			verdict.kind === 'done'
				? verdict.isPartial
				: verdict.kind === 'refused' || (verdict.kind === 'pause' && verdict.code === code.absent);
		if (verdict.kind !== 'done' && !isLeftOpen) throw troubleOf(endpoint, verdict);
		const wanted = new Set(some);
		for (const [id, item] of verdict.kind === 'done' ? read(verdict) : [])
			if (wanted.delete(id)) found.set(id, item);
		if (!isLeftOpen) return;
		await Promise.all(
			Array.from(wanted, async id => {
				const item = await askOne(id);
				if (item !== undefined) found.set(id, item);
			}),
		);
	};

	const bunches = Array.from({length: Math.ceil(ids.length / mostIds)}, (_, index) =>
		ids.slice(index * mostIds, (index + 1) * mostIds),
	);
	await Promise.all(bunches.map(findSome));
	return found;
};
