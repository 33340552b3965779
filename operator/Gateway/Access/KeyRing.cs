using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Slipway.Gateway.Access;

/// <summary>The hashes of a model's keys, each with the caller's name.</summary>
internal sealed class KeyRing
{
    private const string Prefix = "sha256:";

    private readonly List<(string Consumer, byte[] Hash)> entries = [];

    private readonly List<string> malformed = [];

    /// <summary>Reads a Secret's data: <c>name</c> or <c>name.2</c> in base64 of <c>sha256:</c> and 64 hexadecimal digits.</summary>
    public KeyRing(IReadOnlyDictionary<string, string> data)
    {
        foreach (var (name, value) in data.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            if (HashOf(value) is { } hash)
                entries.Add((ConsumerOf(name), hash));
            else
                malformed.Add(name);
        }
    }

    /// <summary>How many keys there are.</summary>
    public int Count => entries.Count;

    /// <summary>Entries that are no hash, by name; they let nobody in.</summary>
    public IReadOnlyList<string> Malformed => malformed;

    /// <summary>Whose key it is; null: nobody's. Takes the same time wherever the key is, and whatever it has in common with another.</summary>
    public string? Find(string key)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(key), hash);
        string? found = null;
        foreach (var (consumer, known) in entries)
        {
            if (CryptographicOperations.FixedTimeEquals(hash, known))
                found = consumer;
        }
        return found;
    }

    // A number behind the last dot tells a caller's keys apart: name.2 is name's.
    private static string ConsumerOf(string name) =>
        name.LastIndexOf('.') is > 0 and var dot && dot < name.Length - 1 && name.AsSpan(dot + 1).IndexOfAnyExceptInRange('0', '9') < 0 ? name[..dot] : name;

    private static byte[]? HashOf(string base64)
    {
        if (!Base64.IsValid(base64))
            return null;
        var text = Encoding.UTF8.GetString(Convert.FromBase64String(base64)).TrimEnd('\r', '\n');
        if (!text.StartsWith(Prefix, StringComparison.Ordinal) || text.Length != Prefix.Length + (2 * SHA256.HashSizeInBytes))
            return null;
        var hash = new byte[SHA256.HashSizeInBytes];
        return Convert.FromHexString(text.AsSpan(Prefix.Length), hash, out _, out _) == System.Buffers.OperationStatus.Done ? hash : null;
    }
}
