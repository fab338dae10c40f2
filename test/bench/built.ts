import type * as AppModule from '../../source/app.js';
import type * as DeletionModule from '../../source/domain/deletion.js';
import type * as FinderModule from '../../source/domain/filter/finder.js';
import type * as HaystackModule from '../../source/domain/filter/haystack.js';
import type * as ParseModule from '../../source/domain/filter/parse.js';
import type * as TransferModule from '../../source/domain/transfer.js';
import type * as UndoModule from '../../source/domain/undo.js';
import type * as DemoModule from '../../source/exchange/demo/demo-data.js';
import type * as FilterTextModule from '../../source/state/filter-text.js';
import type * as FoldModule from '../../source/storage/fold.js';
import type * as ImportModule from '../../source/storage/import-sessions.js';
import type * as OpenModule from '../../source/storage/open-store.js';
import type * as SurroundingsModule from '../../source/surroundings.js';

/** The program as it ships: what is measured comes from here, so that no transpiler is in the figures. */
export const builtFolder = new URL('../../dist/', import.meta.url);

const load = async <Module>(file: string): Promise<Module> =>
	(await import(new URL(file, builtFolder).href)) as Module;

export const {createApp} = await load<typeof AppModule>('app.js');
export const {planDeletion} = await load<typeof DeletionModule>('domain/deletion.js');
export const {Finder} = await load<typeof FinderModule>('domain/filter/finder.js');
export const {haystackOf} = await load<typeof HaystackModule>('domain/filter/haystack.js');
export const {parseFilter} = await load<typeof ParseModule>('domain/filter/parse.js');
export const {planTransfer} = await load<typeof TransferModule>('domain/transfer.js');
export const {planUndo} = await load<typeof UndoModule>('domain/undo.js');
export const {demoData} = await load<typeof DemoModule>('exchange/demo/demo-data.js');
export const {applyFilter} = await load<typeof FilterTextModule>('state/filter-text.js');
export const {fold} = await load<typeof FoldModule>('storage/fold.js');
export const {importSessions} = await load<typeof ImportModule>('storage/import-sessions.js');
export const {createStore, openStore} = await load<typeof OpenModule>('storage/open-store.js');
export const {surroundings} = await load<typeof SurroundingsModule>('surroundings.js');
