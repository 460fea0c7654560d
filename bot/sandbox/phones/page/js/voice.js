// Voice messages: from the microphone, or a sample where there is none.

export class Recorder {
  get on() {
    return Boolean(this.recording);
  }

  // start begins to record. Without a microphone it returns a sample instead:
  // {file, seconds}.
  async start() {
    try {
      const sound = await navigator.mediaDevices.getUserMedia({ audio: true });
      this.recording = new MediaRecorder(sound);
    } catch {
      return { file: hum(2), seconds: 2 };
    }
    this.pieces = [];
    this.began = Date.now();
    this.recording.ondataavailable = (e) => this.pieces.push(e.data);
    this.recording.start();
    return null;
  }

  // stop ends the recording and returns {file, seconds}.
  stop() {
    const recording = this.recording;
    this.recording = null;
    return new Promise((resolve) => {
      recording.onstop = () => {
        for (const track of recording.stream.getTracks()) track.stop();
        const seconds = Math.max(1, Math.round((Date.now() - this.began) / 1000));
        resolve({ file: new File(this.pieces, "voice.ogg", { type: recording.mimeType }), seconds });
      };
      recording.stop();
    });
  }
}

// hum makes some seconds of a soft tone: 8-bit mono sound with its header.
function hum(seconds) {
  const rate = 8000, n = seconds * rate;
  const view = new DataView(new ArrayBuffer(44 + n));
  const letters = (at, s) => [...s].forEach((c, i) => view.setUint8(at + i, c.charCodeAt(0)));
  letters(0, "RIFF");
  view.setUint32(4, 36 + n, true);
  letters(8, "WAVEfmt ");
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true); // plain samples
  view.setUint16(22, 1, true); // one channel
  view.setUint32(24, rate, true);
  view.setUint32(28, rate, true);
  view.setUint16(32, 1, true);
  view.setUint16(34, 8, true);
  letters(36, "data");
  view.setUint32(40, n, true);
  for (let i = 0; i < n; i++) {
    const swell = Math.sin((Math.PI * i) / n) * (0.6 + 0.4 * Math.sin(i / 900));
    view.setUint8(44 + i, 128 + Math.round(40 * swell * Math.sin((2 * Math.PI * 220 * i) / rate)));
  }
  return new File([view.buffer], "voice.wav", { type: "audio/wav" });
}
