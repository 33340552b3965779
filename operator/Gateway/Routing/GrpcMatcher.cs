using System.Buffers.Binary;
using System.Text;

namespace Slipway.Gateway.Routing;

/// <summary>
/// Reads the model out of a gRPC request: by authority <c>{name}.{namespace}[.domain]</c>, else by the metadata
/// <c>slipway-namespace</c> and the message's first field, which is the model's name in every V2 request that has one.
/// </summary>
internal static class GrpcMatcher
{
    public const string NamespaceMetadata = "slipway-namespace";

    private const string Service = "/inference.GRPCInferenceService/";

    /// <summary>The method of one request and one answer.</summary>
    public const string Infer = Service + "ModelInfer";

    private const int FrameHeader = 5;

    /// <summary>Whether the messages of this method come one by one, so that nothing may wait for the last.</summary>
    public static bool IsStream(string path) => path == Service + "ModelStreamInfer";

    private static bool IsInference(string path) => path is Infer or Service + "ModelStreamInfer";

    /// <summary>Null: the request names no model.</summary>
    /// <param name="authority">Without port.</param>
    /// <param name="path">Service and method.</param>
    /// <param name="space">Namespace that the metadata names, or the default one.</param>
    /// <param name="start">The first bytes of the body; may be cut anywhere.</param>
    /// <param name="exists">Whether there is such a model.</param>
    public static RouteTarget? Match(string authority, string path, string space, ReadOnlySpan<byte> start, Func<EntityKey, bool> exists)
    {
        var (name, version) = ModelOf(start);
        if (RestMatcher.OfHost(authority) is { } byHost && exists(byHost))
            return new RouteTarget(byHost, version, path, IsInference(path));
        return name is null ? null : new RouteTarget(new EntityKey(space, name), version, path, IsInference(path));
    }

    /// <summary>Fields 1 and 2, both strings, of the first message: model name and version. Null: absent, or not all here.</summary>
    private static (string? Name, string? Version) ModelOf(ReadOnlySpan<byte> start)
    {
        if (start.Length < FrameHeader || start[0] != 0)
            return (null, null); // Compressed messages are routed by authority only.
        var length = BinaryPrimitives.ReadUInt32BigEndian(start[1..]);
        var message = start[FrameHeader..];
        if (message.Length > length)
            message = message[..(int)length];
        string? name = null, version = null;
        while (message.Length > 1 && (message[0] == WireTag(1) || message[0] == WireTag(2)))
        {
            if (!TryReadText(message[1..], out var text, out var used))
                break;
            if (message[0] == WireTag(1))
                name = text;
            else
                version = text;
            message = message[(1 + used)..];
        }
        return (name, string.IsNullOrEmpty(version) ? null : version);
    }

    // Protobuf's tag of a length-delimited field.
    private static byte WireTag(int field) => (byte)((field << 3) | 2);

    // Names are shorter than 128 bytes (63 by Kubernetes' rules), so that their length is one byte.
    private static bool TryReadText(ReadOnlySpan<byte> bytes, out string text, out int used)
    {
        text = "";
        used = 0;
        if (bytes.Length == 0 || bytes[0] > 127 || bytes.Length < 1 + bytes[0])
            return false;
        text = Encoding.UTF8.GetString(bytes.Slice(1, bytes[0]));
        used = 1 + bytes[0];
        return true;
    }
}
