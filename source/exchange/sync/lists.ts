import {type Directory} from '../../domain/directory.js';
import {handlerLabel} from '../../domain/handler.js';
import {type Scope} from '../yeastar/api/sessions.js';

/** A list of sessions that the PBX gives. */
export interface List {
	/** The extension's id, 0 for the analytics platform. */
	readonly id: number;
	readonly scope: Scope;
	/** For people. */
	readonly label: string;
}

const apiList: List = {id: 0, scope: {userType: 9}, label: 'the analytics platform'};

/** All that there are: the platform's, and one of each extension that is in use. */
export const listsOf = (owners: Directory): readonly List[] => [
	apiList,
	...owners.owners
		.filter(
			({kind, id, number, deletedAt}) =>
				kind === 'extension' && id !== 0 && number !== '' && deletedAt === undefined,
		)
		.map((owner): List => ({
			id: owner.id,
			scope: {userType: 1, number: owner.number},
			label: `extension ${handlerLabel(owner)}`,
		})),
];

/** The lists of all agents of the queues that one of these extensions serves. */
export const listsOfColleagues = (owners: Directory, extensions: ReadonlySet<number>): readonly List[] => {
	const served = owners.owners
		.filter(({kind, deletedAt}) => kind === 'queue' && deletedAt === undefined)
		.map(({agents = []}) => new Set(agents.map(({extension}) => extension)))
		.filter(agents => !agents.isDisjointFrom(extensions));
	return listsOf(owners).filter(({id}) => served.some(agents => agents.has(id)));
};
