using Slipway.Runtime.Protocol.Parsing.Numbers;

namespace Slipway.Runtime.Protocol.Parsing;

/// <summary>Makes an input's tensor from wherever its elements are.</summary>
internal static class InputBuilder
{
    public static WireTensor Build(InputDraft input, ReadOnlySpan<byte> json, BinarySection? section)
    {
        if (input.Data is { } range) return FromJson(input, json[range]);
        return section is null
            ? throw new RefusedException($"input '{input.Name}' has a 'binary_data_size', but there is no Inference-Header-Content-Length")
            : section.Take(input);
    }

    private static WireTensor FromJson(InputDraft input, ReadOnlySpan<byte> data)
    {
        if (input.Datatype is WireDatatype.Fp16 or WireDatatype.Bf16)
        {
            throw new RefusedException($"input '{input.Name}' is {input.Datatype.Name()}, which can only be sent as binary data");
        }

        // Each element takes a character and a comma, so a shape cannot claim more memory than a few times the body.
        if (input.ElementCount > data.Length / 2) throw WrongCount(input);
        var length = input.Datatype == WireDatatype.Bytes
            ? data.Length + (input.ElementCount * sizeof(uint))
            : input.ElementCount * input.Datatype.ElementSize();
        var memory = PooledBytes.Rent(length);
        try
        {
            var written = Read(input, data, memory.Memory.Span[..length]);
            return new WireTensor(input.Name, input.Datatype, input.Shape, memory.Memory[..written], memory);
        }
        catch
        {
            memory.Dispose();
            throw;
        }
    }

    private static int Read(InputDraft input, ReadOnlySpan<byte> data, Span<byte> destination)
    {
        if (input.IsChecked) return JsonElements.Read(input, data, destination);
        return NumberElements.TryRead(input.Datatype, data, destination)
            ? destination.Length
            : throw new RefusedException($"input '{input.Name}' has 'data' that is not an array of {input.Datatype.Name()}");
    }

    public static RefusedException WrongCount(InputDraft input) =>
        new($"input '{input.Name}' has a number of elements in 'data' that is not the {input.ElementCount} of its shape");
}
