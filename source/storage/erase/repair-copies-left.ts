import {isBackup} from '../file-names.js';
import {heldBy} from '../../domain/keep/hold.js';
import {lostAndFoundName, removeRepairCopies} from '../repair/repair-copies.js';
import {type Store} from '../store.js';

/** Whether a repair left copies. Nobody can tell whether the person is in them. */
export const hasCopies = ({files, folder}: Pick<Store, 'files' | 'folder'>): boolean =>
	files.list(folder).some(name => isBackup(name) || name === lostAndFoundName);

/** Removes the copies that nothing keeps any more. */
export const tidyCopies = async (store: Store): Promise<void> =>
	store.write(async ({files, folder, replica}) => {
		const purged = new Set(
			replica.table.loadedBlocks.flatMap(block =>
				[...block.id.subarray(0, block.count)].filter(id => store.isPurged(id)),
			),
		);
		await removeRepairCopies(files, folder, purged, heldBy(replica.facts.holds));
		await files.syncFolder(folder);
	});
