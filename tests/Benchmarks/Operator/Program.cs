using Slipway.Benchmarks.Operator;

// bench-operator controller KUBECONFIG        our controller, as a process of its own
// bench-operator run [--sizes 100,1000] [--rounds 3]
if (args is ["controller", var kubeconfig])
    return await ControllerProgram.RunAsync(kubeconfig);
if (args is ["run", .. var rest] && BenchmarkOptions.TryParse(rest, out var options, out var error))
    return await Benchmark.RunAsync(options);
Console.Error.WriteLine("usage: bench-operator run [--sizes 100,1000,5000] [--rounds 3]");
return 64;
