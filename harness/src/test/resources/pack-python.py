"""Writes a tar of this machine's Python to standard output: the interpreter, its library, and what they are linked with."""
import glob, os, re, subprocess, sys, sysconfig, tarfile

program, library = os.path.realpath(sys.executable), sysconfig.get_path("stdlib")
linked = set()
for binary in [program, *glob.glob(library + "/lib-dynload/*.so")]:
    linked.update(re.findall(r"(/\S+) \(0x", subprocess.run(["ldd", binary], capture_output=True, text=True).stdout))


def wanted(entry):
    useless = {"test", "tests", "idlelib", "ensurepip", "site-packages", "dist-packages", "__pycache__"}
    return None if useless & set(entry.name.split("/")) or "/config-" in entry.name else entry


with tarfile.open(fileobj=sys.stdout.buffer, mode="w|", dereference=True) as tar:
    tar.add(program)
    tar.add(library, filter=wanted)
    for path in sorted(linked):
        tar.add(path)
    link = tarfile.TarInfo("usr/local/bin/python3")
    link.type, link.linkname = tarfile.SYMTYPE, program
    tar.addfile(link)
    folder = tarfile.TarInfo("tmp")
    folder.type, folder.mode = tarfile.DIRTYPE, 0o1777
    tar.addfile(folder)
