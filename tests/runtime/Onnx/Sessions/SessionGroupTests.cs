using Microsoft.ML.OnnxRuntime;
using Slipway.Runtime.Onnx.Sessions;
using Slipway.Runtime.Serving;
using Slipway.Tests.Support;
using Slipway.Tests.Support.Models;

namespace Slipway.Runtime.Onnx.Tests.Sessions;

public sealed class SessionGroupTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void A_run_is_where_the_fewest_are()
    {
        using var group = SessionGroup.Open(2, Open);

        using (var first = group.Enter())
        {
            first.Session.ShouldBeSameAs(group.First);
            using var second = group.Enter();
            second.Session.ShouldNotBeSameAs(group.First);
            using var third = group.Enter();
            third.Session.ShouldBeSameAs(group.First);
        }

        using var later = group.Enter();
        later.Session.ShouldBeSameAs(group.First);
    }

    [Fact]
    public void When_one_cannot_be_opened_none_is()
    {
        var opened = 0;

        Should.Throw<OnnxRuntimeException>(() => SessionGroup.Open(3, () => ++opened < 3 ? Open() : new InferenceSession(_directory.Join("absent.onnx"))));

        opened.ShouldBe(3);
    }

    [Fact]
    public async Task Sessions_of_one_model_answer_alike_also_at_once()
    {
        await using var backend = await Loads.OkAsync(RealModels.OcrClassifier, new BackendOptions { ConcurrentRuns = 2, CacheDirectory = _directory.Path });

        var answers = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Task.Run(() => AnswerAsync(backend))));

        answers.ShouldAllBe(answer => answer.SequenceEqual(answers[0]));
        Directory.GetFiles(_directory.Join("optimized")).ShouldHaveSingleItem();
    }

    private static async Task<float[]> AnswerAsync(IModelBackend backend)
    {
        using var request = Requests.Of(Tensor.From<float>("x", TensorDatatype.Fp32, [1, 3, 48, 192], [.. Enumerable.Range(0, 3 * 48 * 192).Select(index => (index % 255) / 255f)]));
        using var response = await Requests.RunAsync(backend, request);
        return response.Outputs[0].As<float>().ToArray();
    }

    private InferenceSession Open() => new(WorkingModels.Mlp(1, 4, 2).Save(_directory.Path));
}
