using System.Collections.Immutable;

namespace Slipway.Runtime.Onnx.Inspection;

/// <summary>Collects what graphs hold: operators, inputs, outputs, tensors; those of inner graphs too.</summary>
internal sealed class GraphReader(ProtobufReader reader)
{
    /// <summary>Inner graphs in inner graphs; protobuf's own readers stop at 100 messages.</summary>
    private const int MaxDepth = 32;

    private readonly Dictionary<string, int> _operators = [];
    private readonly List<ValueSummary> _inputs = [];
    private readonly List<ValueSummary> _outputs = [];
    private readonly HashSet<string> _initializers = [];
    private readonly List<ExternalTensor> _external = [];
    private readonly TensorReader _tensors = new(reader);
    private long _parameters;
    private long _weightBytes;

    /// <summary>Whether the file has a graph.</summary>
    public bool Found { get; private set; }

    /// <summary>Reads a graph up to <paramref name="end"/>.</summary>
    public void ReadGraph(long end, int depth)
    {
        if (depth > MaxDepth)
            throw new InvalidDataException($"The model nests more than {MaxDepth} graphs.");
        Found = true;
        while (reader.TryReadTag(end, out var field, out var type))
        {
            switch (field)
            {
                case 1:
                    ReadNode(reader.ReadEnd(type, end), depth);
                    break;
                case 5:
                    _initializers.Add(ReadTensor(reader.ReadEnd(type, end)));
                    break;
                case 11 when depth == 0:
                    _inputs.Add(ValueReader.Read(reader, reader.ReadEnd(type, end)));
                    break;
                case 12 when depth == 0:
                    _outputs.Add(ValueReader.Read(reader, reader.ReadEnd(type, end)));
                    break;
                case 15:
                    ReadSparseTensor(reader.ReadEnd(type, end));
                    break;
                default:
                    reader.Skip(type, end);
                    break;
            }
        }
    }

    /// <summary>Reads an operator up to <paramref name="end"/>.</summary>
    public void ReadNode(long end, int depth)
    {
        var (name, domain) = (string.Empty, string.Empty);
        while (reader.TryReadTag(end, out var field, out var type))
        {
            switch (field)
            {
                case 4:
                    name = reader.ReadText(type, end);
                    break;
                case 5:
                    ReadAttribute(reader.ReadEnd(type, end), depth);
                    break;
                case 7:
                    domain = reader.ReadText(type, end);
                    break;
                default:
                    reader.Skip(type, end);
                    break;
            }
        }

        var key = OperatorDomains.Qualify(domain, name);
        _operators[key] = _operators.GetValueOrDefault(key) + 1;
    }

    /// <summary>What was collected.</summary>
    public ModelSummary Summarize(
        long irVersion, string producer, ImmutableSortedDictionary<string, long> opsets, ImmutableSortedSet<string> ownDomains) => new()
        {
            IrVersion = irVersion,
            Producer = producer,
            Opsets = opsets,
            Inputs = [.. _inputs.Where(input => !_initializers.Contains(input.Name))],
            Outputs = [.. _outputs],
            Operators = _operators.ToImmutableSortedDictionary(StringComparer.Ordinal),
            OwnDomains = ownDomains,
            Parameters = _parameters,
            WeightBytes = _weightBytes,
            ExternalTensors = [.. _external],
        };

    /// <summary>Reads an attribute, of an operator or a function, up to <paramref name="end"/>.</summary>
    public void ReadAttribute(long end, int depth)
    {
        while (reader.TryReadTag(end, out var field, out var type))
        {
            if (field is 5 or 10)
                ReadTensor(reader.ReadEnd(type, end));
            else if (field is 6 or 11)
                ReadGraph(reader.ReadEnd(type, end), depth + 1);
            else if (field is 22 or 23)
                ReadSparseTensor(reader.ReadEnd(type, end));
            else
                reader.Skip(type, end);
        }
    }

    private void ReadSparseTensor(long end)
    {
        while (reader.TryReadTag(end, out var field, out var type))
        {
            if (field is 1 or 2)
                ReadTensor(reader.ReadEnd(type, end));
            else
                reader.Skip(type, end);
        }
    }

    private string ReadTensor(long end)
    {
        var tensor = _tensors.Read(end);
        _parameters += tensor.Elements;
        _weightBytes += tensor.Bytes;
        if (tensor.External is { } external)
            _external.Add(external);
        return tensor.Name;
    }
}
