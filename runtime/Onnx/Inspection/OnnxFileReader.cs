using System.Collections.Immutable;

namespace Slipway.Runtime.Onnx.Inspection;

/// <summary>Reads the top of an ONNX file: versions, operator sets, functions. The graph is <see cref="GraphReader"/>'s.</summary>
internal static class OnnxFileReader
{
    private const string DefaultDomain = "ai.onnx";

    /// <summary>Summarizes a file.</summary>
    /// <exception cref="InvalidDataException">It is no ONNX file.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static ModelSummary Read(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        var reader = new ProtobufReader(stream);
        var graph = new GraphReader(reader);
        var opsets = ImmutableSortedDictionary.CreateBuilder<string, long>(StringComparer.Ordinal);
        var ownDomains = ImmutableSortedSet.CreateBuilder<string>(StringComparer.Ordinal);
        var (irVersion, producer, end) = (0L, string.Empty, reader.Length);
        while (reader.TryReadTag(end, out var field, out var type))
        {
            switch (field)
            {
                case 1:
                    irVersion = reader.ReadInteger(type);
                    break;
                case 2:
                    producer = reader.ReadText(type, end);
                    break;
                case 7:
                    graph.ReadGraph(reader.ReadEnd(type, end), depth: 0);
                    break;
                case 8:
                    var (domain, version) = ReadOpset(reader, reader.ReadEnd(type, end));
                    opsets[domain] = version;
                    break;
                case 25:
                    ownDomains.Add(ReadFunction(reader, graph, reader.ReadEnd(type, end)));
                    break;
                default:
                    reader.Skip(type, end);
                    break;
            }
        }

        if (!graph.Found)
            throw new InvalidDataException("Not an ONNX model: it has no graph.");
        return graph.Summarize(irVersion, producer, opsets.ToImmutable(), ownDomains.ToImmutable());
    }

    private static (string Domain, long Version) ReadOpset(ProtobufReader reader, long end)
    {
        var (domain, version) = (string.Empty, 0L);
        while (reader.TryReadTag(end, out var field, out var type))
        {
            if (field == 1)
                domain = reader.ReadText(type, end);
            else if (field == 2)
                version = reader.ReadInteger(type);
            else
                reader.Skip(type, end);
        }

        return (domain.Length == 0 ? DefaultDomain : domain, version);
    }

    private static string ReadFunction(ProtobufReader reader, GraphReader graph, long end)
    {
        var domain = string.Empty;
        while (reader.TryReadTag(end, out var field, out var type))
        {
            if (field == 7)
                graph.ReadNode(reader.ReadEnd(type, end), depth: 1);
            else if (field == 11)
                graph.ReadAttribute(reader.ReadEnd(type, end), depth: 1);
            else if (field == 10)
                domain = reader.ReadText(type, end);
            else
                reader.Skip(type, end);
        }

        return domain;
    }
}
