using System.Runtime.InteropServices;

namespace Slipway.Runtime.Onnx.Inspection;

/// <summary>What Linux says of a path itself, not of what a link points to.</summary>
/// <param name="IsRegular">Whether it is an ordinary file.</param>
/// <param name="Links">How many names the file has.</param>
/// <param name="SizeBytes">Its size.</param>
internal sealed partial record FileIdentity(bool IsRegular, uint Links, long SizeBytes)
{
    private const int CurrentDirectory = -100;
    private const int DoNotFollow = 0x100;
    private const uint BasicFields = 0x7FF;
    private const int TypeMask = 0xF000;
    private const int RegularFile = 0x8000;

    /// <summary>Looks at a path; null when there is nothing.</summary>
    public static FileIdentity? Of(string path) =>
        statx(CurrentDirectory, path, DoNotFollow, BasicFields, out var status) == 0
            ? new FileIdentity((status.Mode & TypeMask) == RegularFile, status.Links, (long)status.Size)
            : null;

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int statx(int directory, string path, int flags, uint mask, out Status status);

    /// <summary>The kernel's <c>struct statx</c>, whose layout is the same on every architecture.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct Status
    {
        [FieldOffset(16)]
        public uint Links;

        [FieldOffset(28)]
        public ushort Mode;

        [FieldOffset(40)]
        public ulong Size;
    }
}
