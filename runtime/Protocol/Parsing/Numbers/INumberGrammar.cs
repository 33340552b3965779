namespace Slipway.Runtime.Protocol.Parsing.Numbers;

/// <summary>How one element of an array is written.</summary>
/// <typeparam name="T">What it becomes in memory.</typeparam>
internal interface INumberGrammar<T>
    where T : unmanaged
{
    /// <summary>Reads the element that begins at a place.</summary>
    /// <returns>The place after it; -1 when there is none that JSON and the type allow.</returns>
    static abstract int Read(ReadOnlySpan<byte> data, int position, out T value);
}
