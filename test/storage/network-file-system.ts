import {readFileSync, statSync} from 'node:fs';
import {tmpdir} from 'node:os';
import test from 'ava';
import {networkFileSystem, networkKind} from '../../source/storage/network-file-system.js';
import {openStore} from '../../source/storage/open-store.js';
import {machine} from '../../source/machine.js';
import {temporaryStore} from '../helpers/store.js';

test('a folder on a disk of this machine lies on no network file system', t => {
	t.is(networkFileSystem(tmpdir()), undefined);
});

const fuse = 0x65_73_55_46;

test('a file system by FUSE is told by its mount, and is one of a network unless it is known to be none', t => {
	const mounts = [
		'22 1 259:2 / / rw,relatime shared:1 - ext4 /dev/root rw',
		String.raw`61 22 0:52 / /home/ann/a\040-\040b rw,nosuid shared:30 - fuse.sshfs ann@host:/ rw,user_id=1000`,
		'62 22 0:53 / /mnt/bucket rw - fuse.s3fs s3fs rw',
		'63 22 8:17 / /media/ann/disk rw - fuseblk /dev/sdb1 rw,blksize=4096',
		'64 22 0:54 / /var/lib/containers rw - fuse.fuse-overlayfs overlay rw',
		'65 22 0:300 / /mnt/vm rw - virtiofs shared rw',
		'66 22 0:56 / /mnt/own rw - fuse own rw',
	].join('\n');
	const kindOn = (device: number): string | undefined => networkKind(fuse, device, () => mounts);
	t.is(kindOn(52), 'fuse.sshfs');
	t.is(kindOn(53), 'fuse.s3fs');
	t.is(kindOn(0x8_11), undefined);
	t.is(kindOn(54), undefined);
	t.is(kindOn(0x10_00_2c), 'virtiofs');
	t.is(kindOn(56), 'fuse');
	t.is(kindOn(57), 'FUSE');
	t.is(
		networkKind(fuse, 52, () => ''),
		'FUSE',
	);
	t.is(
		networkKind(0xef_53, 52, () => mounts),
		undefined,
	);
	t.is(
		networkKind(-0xac_b2_be, 52, () => mounts),
		'CIFS',
	);
});

test('the device of a folder is the one that its mount tells', t => {
	const mounts = readFileSync('/proc/self/mountinfo', 'utf8');
	t.is(
		networkKind(fuse, statSync('/proc').dev, () => mounts),
		'proc',
	);
});

test('a store on a network file system can be read, and says why it is not written', async t => {
	const folder = await temporaryStore(t);
	const store = await openStore(folder, {...machine, networkFileSystem: () => 'NFS'});
	t.teardown(async () => store.close());
	await store.loaded;
	t.regex(store.readOnly ?? '', /network file system \(NFS\).*--allow-network-fs/);
	await t.throwsAsync(
		store.commit({by: 'ann'}, () => ({kind: 'pbx', pbx: {api: true}})),
		{message: /network file system/},
	);
});
