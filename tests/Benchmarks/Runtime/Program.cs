using Slipway.Benchmarks.Runtime;
using Slipway.Benchmarks.Runtime.Load;

// bench-runtime run [--models mlp,wide] [--concurrency 1,32] [--seconds 0.5] [--rounds 9]
// bench-runtime json | start | soak REQUESTS                           these parts alone
// bench-runtime batching [--models mlp,wide]                           Auto beside fixed batch sizes alone
// bench-runtime load MODEL                                             the load, as a process of its own
if (args is ["load", var model] && BenchmarkModels.Names.Contains(model))
    return await LoadProgram.RunAsync(model);
if (args is ["json"])
    return await Benchmark.RunAsync("json", JsonThroughput.MeasureAsync);
if (args is ["start"])
    return await Benchmark.RunAsync("start", StartUp.MeasureAsync);
if (args is ["soak", var count] && long.TryParse(count, out var requests) && requests is >= 10_000 and <= 100_000_000)
    return await Benchmark.RunAsync("soak", new Soak(requests).MeasureAsync);
if (args is ["run" or "batching", .. var rest] && BenchmarkOptions.TryParse(rest, out var options, out var error))
    return await (args[0] == "run" ? Benchmark.RunAsync(options) : Benchmark.RunBatchingAsync(options));
Console.Error.WriteLine($"usage: bench-runtime json | start | soak REQUESTS | run|batching [--models {string.Join(',', BenchmarkModels.Names)}] [--concurrency 1,8,32,128] [--seconds 0.5] [--rounds 9]");
return 64;
