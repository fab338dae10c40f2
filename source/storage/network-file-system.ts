import fs from 'node:fs';

/** Kinds of network file system by their number in Linux (statfs(2), linux/magic.h, stat of coreutils). */
const kinds: ReadonlyMap<number, string> = new Map([
	[0x69_69, 'NFS'],
	[0x51_7b, 'SMB'],
	[0xff_53_4d_42, 'CIFS'],
	[0xfe_53_4d_42, 'SMB'],
	[0x01_02_19_97, '9P'],
	[0x53_46_41_4f, 'AFS'],
	[0x6b_41_46_53, 'AFS'],
	[0x73_75_72_45, 'Coda'],
	[0x00_c3_64_00, 'Ceph'],
	[0x0b_d0_0b_d0, 'Lustre'],
	[0x47_50_46_53, 'GPFS'],
	[0x19_83_03_26, 'BeeGFS'],
	[0x20_03_05_28, 'OrangeFS'],
	[0x01_16_19_70, 'GFS2'],
	[0x74_61_63_6f, 'OCFS2'],
	[0x78_6f_42_56, 'VirtualBox'],
	[0xba_cb_ac_bc, 'VMware'],
]);

/** A file system run by a user's program, which may use any network. */
const fuse = 0x65_73_55_46;

/** FUSE types on a disk of this machine: block devices (ntfs-3g, exfat), a container's layers. */
const localFuse: ReadonlySet<string> = new Set(['fuseblk', 'fuse.fuse-overlayfs']);

/**
The type of the file system on a device, such as `fuse.sshfs`; `undefined` if it is not there.
@param mounts what Linux has in /proc/self/mountinfo: `36 35 0:52 / /mnt rw shared:1 - fuse.sshfs host: rw`
@param device as `fs.stat` tells it, with the bits of major and minor number that makedev(3) gives them
*/
const typeOfMount = (mounts: string, device: number): string | undefined => {
	const [low, high] = [BigInt(device), BigInt(device) >> 32n];
	const major = ((low >> 8n) & 0xf_ffn) | (high & 0xff_ff_f0_00n);
	const minor = (low & 0xffn) | ((low >> 12n) & 0xff_ff_ff_00n);
	const mount = mounts.split('\n').findLast(line => line.split(' ', 3)[2] === `${major}:${minor}`);
	return mount?.split(' - ', 2)[1]?.split(' ', 1)[0];
};

/**
The kind of network file system, by what the operating system reports for a folder; `undefined` for a disk of this
machine. An unknown FUSE type counts as a network.
*/
export const networkKind = (type: number, device: number, mounts: () => string): string | undefined => {
	// Numbers with their highest bit set come as negative ones.
	const number = type >>> 0;
	if (number !== fuse) return kinds.get(number);
	const name = typeOfMount(mounts(), device) ?? 'FUSE';
	return localFuse.has(name) ? undefined : name;
};

const readMounts = (): string => {
	try {
		return fs.readFileSync('/proc/self/mountinfo', 'utf8');
	} catch {
		return '';
	}
};

/** The kind of network file system that a folder is on; `undefined` for a disk of this machine. */
export const networkFileSystem = (folder: string): string | undefined =>
	networkKind(fs.statfsSync(folder).type, fs.statSync(folder).dev, readMounts);
