using Slipway.Benchmarks.Gateway.Load;

namespace Slipway.Benchmarks.Gateway;

/// <summary>One kind of load, which every contender gets in turn.</summary>
/// <param name="Body">One of <see cref="Requests.Sizes"/>.</param>
/// <param name="Concurrency">Requests at once.</param>
internal sealed record Cell(string Body, int Concurrency);
