using System.Runtime.InteropServices;

namespace Slipway.Runtime.Serving.Store;

/// <summary>Tells ordinary files from what only looks like one: opening a pipe waits for a writer for ever, and a device has no end.</summary>
internal static partial class FileType
{
    private const int CurrentDirectory = -100;
    private const uint TypeField = 0x1;
    private const int TypeMask = 0xF000;
    private const int RegularFile = 0x8000;

    /// <summary>Whether a path, with links followed, is an ordinary file.</summary>
    public static bool IsRegular(string path) =>
        statx(CurrentDirectory, path, 0, TypeField, out var status) == 0 && (status.Mode & TypeMask) == RegularFile;

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int statx(int directory, string path, int flags, uint mask, out Status status);

    /// <summary>The kernel's <c>struct statx</c>, whose layout is the same on every architecture.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct Status
    {
        [FieldOffset(28)]
        public ushort Mode;
    }
}
