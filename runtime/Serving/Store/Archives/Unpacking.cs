using System.Buffers;
using System.IO.Compression;
using System.Security.Cryptography;
using Slipway.Runtime.Serving.Store.Caching;
using Slipway.Runtime.Serving.Store.Sources;

namespace Slipway.Runtime.Serving.Store.Archives;

/// <summary>
/// Unpacks tar files into a fresh directory. Only ordinary files and directories are made; an archive with a link, a device, an
/// absolute name or one that leads upwards is refused whole, so that nothing in the directory ever points out of it.
/// </summary>
/// <param name="directory">Where the files go; nobody else writes there.</param>
/// <param name="listing">Which part of the archives is wanted, and whether later ones replace files of earlier ones.</param>
/// <param name="space">Is asked while files grow.</param>
internal sealed class Unpacking(string directory, SourceListing listing, FreeSpace space)
{
    private const int MaxFiles = 10_000;
    private const int BufferBytes = 256 * 1024;
    private const long SpaceCheckBytes = 64L * 1024 * 1024;
    private const string Whiteout = ".wh.";
    private const string OpaqueWhiteout = ".wh..wh..opq";

    private readonly Dictionary<string, string> _hexByPath = new(StringComparer.Ordinal);
    private long _uncheckedBytes;

    /// <summary>The files unpacked so far, with their SHA-256 in hex.</summary>
    public IReadOnlyDictionary<string, string> Files => _hexByPath;

    /// <summary>Unpacks one archive.</summary>
    /// <exception cref="FetchException">ModelRefused, or InsufficientStorage.</exception>
    public async Task AddAsync(string archive, Packing packing, CancellationToken cancellationToken)
    {
        await using var file = new FileStream(archive, FileMode.Open, FileAccess.Read, FileShare.Read, BufferBytes, FileOptions.SequentialScan);
        var unpacked = packing == Packing.TarGzip ? new GZipStream(file, CompressionMode.Decompress) : (Stream)file;
        await using var guarded = new GuardedStream(unpacked, new InflationGuard(file.Length));
        try
        {
            var tar = new TarStream(guarded);
            var seen = new HashSet<string>(StringComparer.Ordinal);
            while (await tar.NextAsync(cancellationToken) is { } member) await AddAsync(tar, member, seen, cancellationToken);
        }
        catch (Exception exception) when (exception is InvalidDataException or EndOfStreamException or OverflowException)
        {
            // Its bytes have the promised digest: trying again brings the same.
            throw new FetchException(StartFailureReason.ModelRefused, $"An archive cannot be unpacked: {exception.Message}", inner: exception);
        }
    }

    /// <summary>Takes in a file that came by itself.</summary>
    public void Add(string path, string relativePath, string hex)
    {
        var target = Path.Combine(directory, relativePath);
        if (File.Exists(target) || Directory.Exists(target)) throw Refused(relativePath, "is there twice");
        MakeParent(relativePath);
        File.Move(path, target);
        _hexByPath.Add(relativePath, hex);
    }

    private async Task AddAsync(TarStream tar, TarHeader member, HashSet<string> seen, CancellationToken cancellationToken)
    {
        if (MemberPath.Of(member.Name, listing.ArchiveRoot) is not { } path) return;
        switch (member.Kind)
        {
            case '5':
                if (path.Length > 0 && File.Exists(Path.Combine(directory, path))) throw Refused(member.Name, "is a file and a directory");
                return;
            case '0' or '7' when path.Length > 0:
                if (listing.IsLayered && Path.GetFileName(path) is var name && name.StartsWith(Whiteout, StringComparison.Ordinal))
                {
                    Erase(path, name);
                    return;
                }

                if (!seen.Add(path)) throw Refused(member.Name, "is there twice");
                await WriteAsync(tar, path, cancellationToken);
                return;
            case '0' or '7':
                throw Refused(member.Name, "is a file where the model's directory should be");
            default:
                throw Refused(member.Name, "is a link, a device or something else that is no ordinary file");
        }
    }

    private async Task WriteAsync(TarStream tar, string path, CancellationToken cancellationToken)
    {
        var target = Path.Combine(directory, path);
        if (!listing.IsLayered && File.Exists(target)) throw Refused(path, "is there twice");
        if (Directory.Exists(target)) throw Refused(path, "is a file and a directory");
        if (_hexByPath.Count == MaxFiles) throw new FetchException(StartFailureReason.ModelRefused, $"The archives hold more than {MaxFiles} files.");
        MakeParent(path);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            await using var file = new FileStream(target, FileMode.Create, FileAccess.Write, FileShare.None, 0, FileOptions.Asynchronous);
            int read;
            while ((read = await tar.ReadAsync(buffer, cancellationToken)) > 0)
            {
                await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
                hash.AppendData(buffer, 0, read);
                CheckSpace(read);
            }

            file.Flush(flushToDisk: true);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        _hexByPath[path] = Digests.Hex(hash);
    }

    private void CheckSpace(int written)
    {
        _uncheckedBytes += written;
        if (_uncheckedBytes < SpaceCheckBytes) return;
        _uncheckedBytes = 0;
        space.Require(directory, 0);
    }

    /// <summary>Makes the directories above a file; one of them may be a file of another member.</summary>
    private void MakeParent(string path)
    {
        for (var slash = path.IndexOf('/', StringComparison.Ordinal); slash >= 0; slash = path.IndexOf('/', slash + 1))
        {
            if (_hexByPath.ContainsKey(path[..slash])) throw Refused(path[..slash], "is a file and a directory");
        }

        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(directory, path))!);
    }

    /// <summary>Removes what a layer of an image says is gone.</summary>
    private void Erase(string path, string name)
    {
        var parent = path[..^name.Length];
        var gone = name == OpaqueWhiteout ? parent : parent + name[Whiteout.Length..];
        foreach (var file in _hexByPath.Keys.Where(file => file == gone || gone.Length == 0 || file.StartsWith(gone.TrimEnd('/') + "/", StringComparison.Ordinal)).ToList())
        {
            File.Delete(Path.Combine(directory, file));
            _hexByPath.Remove(file);
        }
    }

    private static FetchException Refused(string name, string why) => new(
        StartFailureReason.ModelRefused, $"The archive is refused: '{MemberPath.Shown(name)}' {why}.");
}
