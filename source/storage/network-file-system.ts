import fs from 'node:fs';

/** Kinds of network file system by the number that Linux tells (statfs(2), linux/magic.h). */
const kinds: ReadonlyMap<number, string> = new Map([
	[0x69_69, 'NFS'],
	[0x51_7b, 'SMB'],
	[0xff_53_4d_42, 'CIFS'],
	[0xfe_53_4d_42, 'SMB'],
	[0x01_02_19_97, '9P'],
	[0x53_46_41_4f, 'AFS'],
	[0x00_c3_64_00, 'Ceph'],
	[0x0b_d0_0b_d0, 'Lustre'],
	[0x01_16_19_70, 'GFS2'],
	[0x74_61_63_6f, 'OCFS2'],
]);

/** The kind of network file system that a folder lies on; `undefined` if it lies on a disk of this machine. */
export const networkFileSystem = (folder: string): string | undefined =>
	// Some numbers have their highest bit set, and come as negative ones.
	kinds.get(fs.statfsSync(folder).type >>> 0);
